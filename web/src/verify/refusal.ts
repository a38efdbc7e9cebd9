// Why an entry counts for nothing (docs/record.md, "The fold"). It stays in the log all the same.

export type Refusal =
  | "entry_malformed"
  | "entry_bad_signature"
  | "entry_unknown_key"
  | "entry_revoked_key"
  | "entry_expired_key"
  | "entry_wrong_role"
  | "entry_wrong_account"
  | "entry_wrong_area"
  | "entry_other_election"
  | "entry_second_election"
  | "entry_replay"
  | "entry_unknown_contest"
  | "entry_no_such_entry"
  | "entry_too_many_readings"
  | "entry_misleading_name"
  | "entry_too_many_accounts"
  | "entry_blob"
  | "entry_key_taken"
  | "entry_needs_two"
  | "entry_no_such_document"
  | "entry_closed";
