// How much a broken rule weighs.

/** Whether the figures cannot all be right where a rule is broken (`error`), or can be and are worth a look. */
export const SEVERITIES = ["error", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];
