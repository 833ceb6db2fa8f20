import { placeholdersOf } from '../../shared/notifications/kind.ts'
import { kindsFor, kindsOfEvent, noticeKinds } from '../../shared/notifications/kinds.ts'
import { factNames } from '../../server/notifications/notifications.facts.ts'
import { notificationsReactions } from '../../workers/notifications/notifications.reactions.ts'

// Deadlines come near by the clock: no other room tells of them.
const byTheClock = noticeKinds.map(({ event }) => event).filter((event) => event.startsWith('notifications.'))

describe('the table of kinds', () => {
  it('names each kind once', () => {
    const names = noticeKinds.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a reaction to each event that it names, and no reaction that tells nobody', () => {
    const caused = new Set(
      noticeKinds.map(({ event }) => event).filter((event) => !byTheClock.includes(event)),
    )
    const heard = notificationsReactions.map(({ event }) => event.name)
    expect([...caused].sort()).toEqual([...heard].sort())
    expect(new Set(heard).size).toBe(heard.length)
  })

  it.each(noticeKinds.map((kind) => [kind.name, kind] as const))(
    '%s says only what can be filled in, and leads somewhere',
    (_name, kind) => {
      expect(factNames).toEqual(expect.arrayContaining(placeholdersOf(kind)))
      expect(kind.link).toMatch(/^\/[a-z]*/)
      expect(kind.to.length).toBeGreaterThan(0)
    },
  )

  it('leads whoever belongs to an authority to no page of those who declared their interests alone', () => {
    const isOfInsiders = (link: string) => /\/evaluation\/./.test(link)
    const toAll = noticeKinds.filter(({ to }) => to.includes('authority'))
    expect(toAll.filter(({ link }) => isOfInsiders(link)).map(({ name }) => name)).toEqual([])
  })

  it('never lets an authority read who asked', () => {
    for (const kind of kindsFor('authority')) expect(placeholdersOf(kind)).not.toContain('asker')
    for (const kind of kindsFor('supplier')) expect(placeholdersOf(kind)).not.toContain('asker')
  })

  it('tells nobody but the supplier of a proposal: not even that there is one', () => {
    for (const event of ['proposal.submitted', 'proposal.withdrawn']) {
      for (const kind of kindsOfEvent(event)) expect(kind.to).toEqual(['supplier'])
    }
  })

  it('offers each side what it can get', () => {
    const names = (side: Parameters<typeof kindsFor>[0]) => kindsFor(side).map(({ name }) => name)
    expect(names('brokerage')).toContain('organisation-to-verify')
    expect(names('authority')).not.toContain('organisation-to-verify')
    expect(names('supplier')).toContain('match-sent')
    expect(names('authority')).not.toContain('match-sent')
    expect(names(null)).toContain('password-changed')
    expect(names('supplier')[0]).toBe('match-sent')
    const labels = kindsFor('supplier').map(({ label }) => label)
    expect(labels.filter((label) => /your authority|another authority|plan/i.test(label))).toEqual([])
    expect(kindsFor('authority').some(({ label }) => label.includes('joint challenge'))).toBe(true)
  })
})
