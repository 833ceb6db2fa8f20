import { demoChallenges, demoPeople, demoSuppliers } from '../../bin/demo/demo-files.ts'
import { weightOf } from '../../shared/challenges/completeness.ts'

describe('the content of the demonstration', () => {
  it('is invented: addresses of nobody, firms marked as examples, numbers that no register gives', () => {
    const addresses = demoPeople().map(({ email }) => email)
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const { name, profile } of demoSuppliers()) {
      expect(name).toMatch(/\(example\)$/)
      expect(profile.companyNumber ?? '99').toMatch(/^99/)
    }
    for (const { findATender } of demoChallenges()) {
      if (findATender?.noticeId) expect(findATender.noticeId).toMatch(/^0999\d\d-/)
    }
  })

  it('weighs price at 30 at most', () => {
    for (const { words } of demoChallenges()) {
      const criteria = words.criteria as { title: string; weight: number }[]
      if (criteria.length > 0) expect(weightOf(criteria)).toBe(100)
      const price = criteria.find(({ title }) => title === 'Price')
      expect(price?.weight ?? 0).toBeLessThanOrEqual(30)
    }
  })

  it('has no money for scaling up in a contract whose words say that scaling up is bought apart', () => {
    const apart = demoChallenges().filter(({ words }) => /separate procurement/i.test(String(words.context)))
    expect(apart).toHaveLength(2)
    for (const { words } of apart)
      expect(words).toMatchObject({ stages: ['pilot'], budget: { scalePence: null } })
  })
})
