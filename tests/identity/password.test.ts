import { readFileSync } from 'node:fs'
import { checkPassword } from '../../server/identity/common-passwords.ts'
import { hashPassword, isPassword } from '../../server/identity/password-hash.ts'
import { shortestPassword } from '../../shared/identity/password-rules.ts'

const refusal = (password: string, email = 'somebody@testing.example'): string | null => {
  try {
    checkPassword(password, email)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

describe('the list of common passwords', () => {
  const list = readFileSync('data/passwords/common.txt', 'utf8').split('\n').filter(Boolean)

  it('holds at least 3,000 that are long enough, and no empty or doubled line', () => {
    expect(list.length).toBeGreaterThanOrEqual(3000)
    expect(new Set(list).size).toBe(list.length)
    expect(list.every((line) => line.length >= shortestPassword && line === line.toLowerCase())).toBe(true)
  })

  it('is refused whole, however the letters are written', () => {
    for (const password of list) {
      expect(refusal(password)).not.toBeNull()
      expect(refusal(password.toUpperCase())).not.toBeNull()
    }
  })
})

describe('the rules for passwords', () => {
  it.each([
    ['123456789', 'Password must be 10 characters or more'],
    ['🌻🌻🌻🌻🌻🌻🌻🌻🌻', 'Password must be 10 characters or more'],
    ['x'.repeat(201), 'Password must be 200 characters or fewer'],
    ['our FOOTHOLD here', 'Password must not contain the name of this service'],
    ['it is somebody@testing.example', 'Password must not contain your e-mail address'],
    ['Somebody was here', 'Password must not contain your e-mail address'],
    ['aaaaaaaaaaaaaaaaaaaa', 'This is among the passwords'],
  ])('refuse %s', (password, message) => {
    expect(refusal(password)).toContain(message)
  })

  it.each([
    'three random words',
    '早朝の鳥は虫を捕まえるでしょう',
    '          a',
    'lower case only',
    '\u0000\u0001 control signs',
  ])('ask for no kind of character: %j', (password) => {
    expect(refusal(password)).toBeNull()
  })

  it('do not mind a short name in the address', () => {
    expect(refusal('a market on Monday', 'mark@testing.example')).toBeNull()
  })
})

describe('what is kept of a password', () => {
  it('is argon2id with at least the parameters that OWASP gives, salted', async () => {
    const [one, two] = await Promise.all([hashPassword('the same words'), hashPassword('the same words')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(await isPassword('the same words', one)).toBe(true)
    expect(await isPassword('the same words', two)).toBe(true)
    expect(await isPassword('The same words', one)).toBe(false)
  })

  it('keeps all of a long password, past the first 72 bytes too', async () => {
    const start = 'é'.repeat(99)
    const hash = await hashPassword(`${start}1`)
    expect(await isPassword(`${start}2`, hash)).toBe(false)
  })

  it('is looked for as long where there is no account', async () => {
    const hash = await hashPassword('the same words')
    const time = async (known: string | null) => {
      const startedAt = process.cpuUsage().user
      for (let count = 0; count < 5; count += 1) expect(await isPassword('a wrong one', known)).toBe(false)
      return process.cpuUsage(undefined).user - startedAt
    }
    await time(null)
    const [withAccount, without] = [await time(hash), await time(null)]
    expect(without).toBeGreaterThan(withAccount / 3)
  })

  it('never lets the stand-in for nobody in', async () => {
    expect(await isPassword('the password of nobody at all', null)).toBe(false)
  })
})
