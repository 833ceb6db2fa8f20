/** No shorter password is taken; length is all that is asked for (OWASP ASVS 5.0, 6.2.1 and 6.2.5). */
export const shortestPassword = 10
/** No longer one either: hashing takes time (6.2.9 wants at least 64). */
export const longestPassword = 200

// Names of the service and of those who use it, which are tried first after the well-known ones (6.2.11).
const ourWords = ['foothold']

/**
 * Why a password may not be chosen, as a sentence for the person; null if it may.
 * @param isCommon whether the well-known passwords contain this one, given in small letters
 */
export function passwordFault(
  password: string,
  email: string,
  isCommon: (password: string) => boolean,
): string | null {
  const small = password.toLowerCase()
  if ([...password].length < shortestPassword)
    return `Password must be ${shortestPassword} characters or more`
  if ([...password].length > longestPassword) return `Password must be ${longestPassword} characters or fewer`
  if (ourWords.some((word) => small.includes(word)))
    return 'Password must not contain the name of this service'
  if (wordsOf(email).some((word) => small.includes(word)))
    return 'Password must not contain your e-mail address'
  // A few characters over and over, such as `abcabcabcabc`, are in every guesser's rules.
  if (/^(.{1,4})\1+$/su.test(small) || isCommon(small)) {
    return 'This is among the passwords that are used most, and guessed first. Choose another, such as three random words'
  }
  return null
}

/** The address and what stands before its @, unless that is too short to mean anything. */
function wordsOf(email: string): string[] {
  const small = email.toLowerCase()
  const name = small.split('@')[0] ?? ''
  return [small, name].filter((word) => word.length >= 6)
}
