/** What a reason against a match is about; the words beside it say more. */
export const declineKinds = [
  'not-what-they-do',
  'wrong-place',
  'too-large',
  'too-small',
  'not-ready',
  'no-capacity',
  'other',
] as const
export type DeclineKind = (typeof declineKinds)[number]

/** The kinds as a broker chooses them. */
export const brokersWords: Record<DeclineKind, string> = {
  'not-what-they-do': 'It is not what they do',
  'wrong-place': 'They do not work in that place',
  'too-large': 'The contract is too large for them',
  'too-small': 'The contract is too small for them',
  'not-ready': 'What they have is not ready for it',
  'no-capacity': 'They are busy at present',
  other: 'Something else',
}

/** The same as a supplier chooses them. */
export const suppliersWords: Record<DeclineKind, string> = {
  'not-what-they-do': 'It is not what we do',
  'wrong-place': 'We do not work in that place',
  'too-large': 'The contract is too large for us',
  'too-small': 'The contract is too small for us',
  'not-ready': 'What we have is not ready for it',
  'no-capacity': 'We are busy at present',
  other: 'Something else',
}

/**
 * The parts of the score that a kind finds fault with, by name; null where it says nothing about them. Size is
 * among those: nothing may be learnt from it, or small firms would be ranked lower for saying what is too large.
 */
export const concernedParts: Record<DeclineKind, readonly string[] | null> = {
  'not-what-they-do': ['text', 'category'],
  'wrong-place': ['region'],
  'too-large': null,
  'too-small': null,
  'not-ready': ['maturity'],
  'no-capacity': null,
  other: null,
}
