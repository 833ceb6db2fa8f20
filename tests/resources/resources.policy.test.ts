import { system, visitor } from '../../shared/platform/actor.ts'
import { resourcePolicy, visibleTo } from '../../server/resources/resources.policy.ts'
import { somebody } from './resources.factory.ts'

const people = {
  visitor,
  system,
  'authority admin': somebody('authority', 'admin'),
  'supplier admin': somebody('supplier', 'admin'),
  'broker admin': somebody('brokerage', 'admin'),
  'broker member': somebody('brokerage', 'member'),
  'broker viewer': somebody('brokerage', 'viewer'),
  'unconfirmed broker': somebody('brokerage', 'admin', false),
}
type Who = keyof typeof people
type Action = 'see' | 'edit' | 'file' | 'publish' | 'unpublish'

const brokers: Who[] = ['broker admin', 'broker member']
const everybody = Object.keys(people) as Who[]
const mayDo: Record<'draft' | 'published', Record<Action, Who[]>> = {
  draft: {
    see: [...brokers, 'broker viewer', 'system'],
    edit: brokers,
    file: brokers,
    publish: brokers,
    unpublish: [],
  },
  published: { see: everybody, edit: brokers, file: brokers, publish: [], unpublish: brokers },
}

const cases = (['draft', 'published'] as const).flatMap((status) =>
  (['see', 'edit', 'file', 'publish', 'unpublish'] as const).flatMap((action) =>
    everybody.map((who) => [who, action, status, mayDo[status][action].includes(who)] as const),
  ),
)

describe('who may do what in the library', () => {
  it.each(cases)('%s may %s a %s resource: %s', (who, action, status, expected) => {
    expect(resourcePolicy[action](people[who], { status, from: null })).toBe(expected)
  })

  it.each(everybody)(
    '%s may change no words that both sides of a pilot agreed to, and publish nothing archived',
    (who) => {
      expect(resourcePolicy.edit(people[who], { from: {} })).toBe(false)
      const archived = { status: 'archived' } as const
      expect(resourcePolicy.see(people[who], archived)).toBe(mayDo.draft.see.includes(who))
      expect([
        resourcePolicy.file(people[who], archived),
        resourcePolicy.publish(people[who], archived),
        resourcePolicy.unpublish(people[who], archived),
      ]).toEqual([false, false, false])
    },
  )

  it.each(everybody)('%s may use a published template: who writes for an authority', (who) => {
    const may = (type: 'template' | 'guide', status: 'draft' | 'published') =>
      resourcePolicy.use(people[who], { type, status })
    expect(may('template', 'published')).toBe(who === 'authority admin')
    expect([may('template', 'draft'), may('guide', 'published')]).toEqual([false, false])
  })

  it.each(everybody)('%s may put a file to a report: as for editing, and to nothing else', (who) => {
    const may = (type: 'report' | 'guide') =>
      resourcePolicy.attach(people[who], { type, status: 'published', from: null })
    expect([may('report'), may('guide')]).toEqual([brokers.includes(who), false])
  })

  it.each(everybody)('%s may add: as for editing', (who) => {
    expect(resourcePolicy.add(people[who])).toBe(brokers.includes(who))
  })

  it.each(everybody)('the list shows %s no more and no less than the page', (who) => {
    const seesDrafts = resourcePolicy.see(people[who], { status: 'draft' })
    expect(visibleTo(people[who])).toEqual(seesDrafts ? {} : { status: 'published' })
  })
})
