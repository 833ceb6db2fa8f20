import { find, near, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import type { SentenceRule } from '../rule.ts'

// What must not become public at all.

const shared = new Set(
  'procurement tenders tender info information enquiries enquiry contact contacts admin office helpdesk help support contracts commissioning press customerservices customer.services foi sales hello mail email e-mail team purchasing supplies communityfund grants'.split(
    ' ',
  ),
)
const sharedParts =
  /procure|tender|enquir|helpdesk|support|info|contact|commission|team|office|admin|noreply|no-reply|grants|funding|competition/

/** A person's own address, or a telephone number. */
function findPersonal(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const token = tokenAt(sentence, at)
    if (token.text === '@' && token.isAddress) {
      const address = addressAround(sentence, at)
      const owner = quote(sentence, { first: address.first, last: at - 1 }).toLowerCase()
      if (!shared.has(owner) && !sharedParts.test(owner)) found.push(address)
      at = address.last
    }
    const telephone = telephoneAt(sentence, at)
    if (telephone) {
      found.push(telephone)
      at = telephone.last
    }
  }
  return [...found, ...named(sentence)].sort((a, b) => a.first - b.first)
}

const quote = ({ tokens }: Sentence, { first, last }: Match): string =>
  tokens
    .slice(Math.max(0, first), last + 1)
    .map(({ text }) => text)
    .join('')

function addressAround(sentence: Sentence, at: number): Match {
  let [first, last] = [at, at]
  while (
    first > 0 &&
    at - first < 20 &&
    tokenAt(sentence, first).isJoined &&
    tokenAt(sentence, first - 1).isAddress
  )
    first -= 1
  while (last - at < 20 && tokenAt(sentence, last + 1).isJoined && tokenAt(sentence, last + 1).isAddress)
    last += 1
  if (tokenAt(sentence, last).text === '.') last -= 1
  return { first, last }
}

const between = new Set(['(', ')', '-', '+'])

/** Ten or eleven digits that begin with 0, or with +44. */
function telephoneAt(sentence: Sentence, at: number): Match | null {
  const { text, kind, isAddress } = tokenAt(sentence, at)
  const isAbroad = text === '+' && tokenAt(sentence, at + 1).text.startsWith('44')
  const before = tokenAt(sentence, at - 1)
  if (isAddress || (!isAbroad && (kind !== 'number' || !text.startsWith('0')))) return null
  if (tokenAt(sentence, at).isJoined && before.kind !== 'mark') return null
  let digits = ''
  let last = at
  for (let i = at; i < at + 12 && digits.length < 13; i += 1) {
    const token = tokenAt(sentence, i)
    const isDigits = token.kind === 'number' && /^\p{N}+$/u.test(token.text)
    if (!isDigits && !between.has(token.text)) break
    if (isDigits) {
      if (digits.length + token.text.length > 13) break
      digits += token.text
      last = i
    }
  }
  const isWhole = isAbroad
    ? digits.length >= 11 && digits.length <= 13
    : digits.length === 10 || digits.length === 11
  return isWhole && digits.length > 0 ? { first: at, last } : null
}

const titles = phraseBook('mr|mrs|ms|miss|dr|prof')
const contacting = phraseBook('contact|call|telephone|phone|email|e-mail|write to|speak to')

/** A person with title and name whom one is to contact. */
const named = (sentence: Sentence): Match[] =>
  find(sentence, titles)
    .filter((match) => near(sentence, match, contacting, 5, 5))
    .map(({ first }) => ({ first, last: tokenAt(sentence, first + 1).text === '.' ? first + 2 : first + 1 }))
    .filter(({ last }) => /^\p{Lu}\p{Ll}/u.test(tokenAt(sentence, last).text))

const saying = phraseBook(
  'password|passcode|passphrase|pwd|access code|api key|api_key|apikey|secret key|access token|client secret|door code|key safe code',
)
const parameters = new Set('token sig signature api_key apikey access_token key secret auth'.split(' '))
const keyBegins = /^(AKIA|ASIA|ghp|gho|sk|pk|xox[abp]|eyJ)/

function findSecrets(sentence: Sentence): Match[] {
  const told = find(sentence, saying).flatMap(({ first, last }) => {
    const isSaid = /^(:|=|is)$/.test(tokenAt(sentence, last + 1).lower)
    const value = tokenAt(sentence, last + 2)
    const isValue = isSaid && value.kind !== 'mark' && looksSecret(sentence, last + 2)
    return isValue ? [{ first, last: endOfJoined(sentence, last + 2) }] : []
  })
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const token = tokenAt(sentence, at)
    const end = endOfJoined(sentence, at)
    const length = tokenAt(sentence, end).end - token.start
    const isKey = !token.isJoined && keyBegins.test(token.text) && length >= 20 && hasDigit(sentence, at, end)
    const isPrivate =
      token.lower === 'begin' && /^(private|rsa|openssh|ec)$/.test(tokenAt(sentence, at + 1).lower)
    const isParameter =
      token.isAddress && /^[?&]$/.test(tokenAt(sentence, at - 1).text) && isSecretParameter(sentence, at)
    if (isKey || isPrivate || isParameter) found.push({ first: at, last: Math.max(end, at) })
    if (isKey || isParameter) at = end
  }
  return [...told, ...found].sort((a, b) => a.first - b.first)
}

/** `?token=9f8a…` with something behind it. */
function isSecretParameter(sentence: Sentence, at: number): boolean {
  if (!parameters.has(tokenAt(sentence, at).lower)) return false
  for (let i = at + 1; i < at + 4; i += 1) {
    if (tokenAt(sentence, i).text !== '=') continue
    const length = tokenAt(sentence, endOfJoined(sentence, i)).end - tokenAt(sentence, i).end
    return length >= 8
  }
  return false
}

function endOfJoined(sentence: Sentence, at: number): number {
  let end = at
  while (end - at < 60 && tokenAt(sentence, end + 1).isJoined) end += 1
  return end
}

function hasDigit({ tokens }: Sentence, first: number, last: number): boolean {
  return tokens.slice(first, last + 1).some(({ kind }) => kind === 'number')
}

/** A word of the dictionary isn't a password; what has a figure or mark in it, or mixed letters, may be. */
function looksSecret(sentence: Sentence, at: number): boolean {
  const end = endOfJoined(sentence, at)
  return (
    end > at || tokenAt(sentence, at).kind === 'number' || /\p{Ll}\p{Lu}/u.test(tokenAt(sentence, at).text)
  )
}

export const safetyRules: SentenceRule[] = [
  {
    id: 'personal-data',
    scope: 'sentence',
    family: 'safety',
    title: 'This is somebody’s personal data',
    binds: 'always',
    source: 'UK GDPR article 5(1)(c), data minimisation',
    problem: 'A person’s address, number or name for contact stands in the text.',
    why: 'It would stay public in every copy and version; and who asks by telephone has an answer that others don’t.',
    instead:
      'Take it out. People ask on the challenge’s page, where all read the answer; its contact has a field of its own.',
    resource: 'what-must-not-stand-in-public',
    costs: { openness: 0, readiness: 8 },
    find: findPersonal,
    rewrite: () => 'the contact of this challenge',
    examples: {
      found: [
        'Please email alex.marsh@example.org for details.',
        'Ring 01632 960123.',
        'Call +44 1632 960123 in office hours.',
        'Contact Mrs Marsh at the library.',
      ],
      passed: [
        'Write to procurement@example.org.',
        'Reference 0123456.',
        'Dr Foster’s theorem.',
        '02 04 2026',
      ],
    },
  },
  {
    id: 'secret',
    scope: 'sentence',
    family: 'safety',
    title: 'This is a secret',
    binds: 'always',
    source: 'UK GDPR article 32, security',
    problem: 'A password, a key or a link with a token stands in the text.',
    why: 'Everybody would have it, for ever.',
    instead: 'Take it out, and change the password or key today.',
    resource: 'what-must-not-stand-in-public',
    costs: { openness: 0, readiness: 20 },
    find: findSecrets,
    rewrite: () => '[removed]',
    examples: {
      found: [
        'The password is Winter2026!',
        'Password: hunter2',
        'https://files.example.org/plan?token=9f8a7b6c5d4e',
        'Use AKIAIOSFODNN7EXAMPLE1 for the files.',
      ],
      passed: [
        'You will receive your unique password.',
        'Login with the username / password.',
        'The access code is sent by post.',
        'https://example.org/advert?id=dadc1874',
      ],
    },
  },
]
