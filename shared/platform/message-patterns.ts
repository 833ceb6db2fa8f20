/**
 * Messages of rules that come filled in already, as patterns: another language says them by these. What stands in the
 * braces is looked up as well.
 */
export const messagePatterns = [
  'Use {number} characters or fewer',
  'The most is {number}',
  'The least is {number}',
  'Choose one of: {choices}',
  '{thing} must be {number} characters or fewer',
  '{thing} must be {number} characters or more',
  '{thing} not found',
] as const
