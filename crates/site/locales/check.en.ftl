## What a check says. It comes with the verifier, so that pages without a check need not load it.

check-stage-log = Entries of the log
check-stage-documents = Documents
check-stage-files = Files of the publication, and stations counted again
check-stage-entries = Files of single entries
check-stage-copies = Compressed copies of files

check-progress = { $done } of { $all }
check-wrong-key = What was given as a key is none.
check-wrong-policy = The policy cannot be read at line { $line }.
check-agrees = Everything that was checked agrees.
check-differs =
    { $n ->
        [1] 1 thing differs.
       *[other] { $n } things differ.
    }
check-more-problems = { $n } more are not listed.
check-found = Found
check-expected = Should be
check-where = Where
check-checked = What was checked
check-checked-entries = { $n } entries: form, signature, and whether the signer was allowed to write them
check-checked-signatures = { $n } signatures
check-checked-tiles = { $n } tiles of the log’s tree, up to the root of the signed checkpoint
check-checked-documents = { $n } documents and photographs, by their hashes
check-checked-files = { $n } files, by the list that the operator signed
check-checked-compressed = { $n } compressed copies of those files
check-checked-stations = { $n } stations: their figures, states and standing readings, counted again
check-refused = { $n } entries stand in the log and count for nothing; the record says why.

check-step-checkpoint = The checkpoint of { $of } entries is signed by the log’s key.
check-step-entry = Entry { $of } stands in the log, is signed by a key that had the role, and says what this page says.
check-step-grant = Entry { $of } gave a signer’s key its role.
check-step-photograph = The photograph’s bytes are those that the log names.

check-remark-no-key = Checked by the key that the record itself names. Compare it with one that you got elsewhere:
check-remark-own-key = Checked by the operator’s key that this page names. Compare it with one that you got elsewhere:
check-remark-given-key = Checked by the key that you gave.
check-remark-policy-holds = The witness policy holds, by:
check-remark-no-memory = This browser keeps nothing, so that a log shown smaller than before will not be noticed.
check-remark-continues = The log continues what this browser saw before. Entries then:
check-remark-policy-held = The witness policy holds for the first { $entries } entries; the log has { $log } now. By:
check-remark-cosigned = The last checkpoint that was kept as cosigned is of the first { $entries } entries; the log has { $log } now.
check-remark-as-of = Count, tables and pages are as of the first { $entries } entries; the log has { $log } now.
check-remark-not-in-manifest = Files of the folder that the operator’s list does not name were not checked. Their number:
check-remark-withheld-shown = The record withholds documents whose bytes are still there. Their number:
check-remark-signers-not-known = The page’s data do not say who gave some signers their role; the signatures of those entries were not verified here. Their number:
check-remark-no-station-data = The stations’ data files were not there to be compared.

check-limits = What this check does not show
check-limits-intro = Only the check of the whole record shows it:

check-limit-other-entries = whether another entry of the log speaks of this station, too
check-limit-revoked-keys = whether a signer’s key was revoked before, or a later entry makes this one void
check-limit-areas = whether a signer’s key may write about this area
check-limit-other-operators = whether a registrar, or an operator other than the first, gave a role rightly
check-limit-evidence = whether an earlier entry names the document or photograph that a reading was taken from, and when it was sealed

check-lack-ed25519 = This browser knows no Ed25519 signatures: they are checked by script, which is slower.
check-lack-webcrypto = This browser offers no cryptography here (the page did not come over https): everything is computed by script, which is slower.
check-lack-worker = This browser has no workers: the check runs in the page, which answers slower meanwhile.
check-lack-storage = This browser keeps nothing, so that a log shown smaller than before will not be noticed.

check-code-missing = is not there
check-code-too-large = has more bytes than such a file may have
check-code-too-wide = is of a record whose contests reach more stations and areas than tables and pages may have
check-code-unreadable = is there and cannot be read
check-code-malformed = is not what such a file must be
check-code-bad-signature = has a signature that does not verify
check-code-not-signed = is not signed by the key that must sign it
check-code-checkpoint-ahead = is of a later state of the log than the newest checkpoint beside it
check-code-checkpoint-key = is signed by a key that was the log’s at another size
check-code-other-origin = is of another log
check-code-other-key = names another key than the one it was checked by
check-code-policy = is not cosigned as the witness policy asks
check-code-not-a-record = does not begin with an election
check-code-definition = is the election’s law or its words, and missing or wrong
check-code-differs-from-tree = is not what the signed tree holds
check-code-unclear = contradicts the file above or below it, and which is wrong cannot be told
check-code-root-differs = states a root hash that the log’s files do not give
check-code-differs-from-name = has other bytes than the record names
check-code-differs-from-manifest = has other bytes than the operator’s signed list names
check-code-manifest-ahead = was made from a longer log than the one beside it
check-code-manifest-root = was made from another log: its root at that size is a different one
check-code-differs-from-count = says something else than the count done anew
check-code-differs-from-entry = says something else than the signed entry
check-code-entry-refused = holds an entry that counts for nothing, though the page shows it
check-code-shrunk = shows fewer entries than this browser has seen before
check-code-rewritten = does not continue the log that this browser has seen before

check-results = The count done anew
check-results-intro = What this browser has counted from the signed entries; the published tables and pages must say the same.
check-results-accepted = Accepted readings
check-results-covered = stations with a standing reading
