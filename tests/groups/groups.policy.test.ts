import {
  engagementPolicy,
  type EngagementStanding,
  groupPolicy,
  type GroupStanding,
  watchPolicy,
} from '../../server/groups/groups.policy.ts'
import { allowed, type Who } from '../platform/actors.ts'

const group = (changes: Partial<GroupStanding> = {}): GroupStanding => ({
  status: 'active',
  joining: 'open',
  role: 'member',
  ...changes,
})
const shown = { state: 'shown', byUserId: 'council-member', organisationId: 'council' } as const

const authorities: Who[] = ['buyer', 'otherCouncil']
const readers: Who[] = ['buyer', 'buyerViewer', 'otherCouncil', 'broker', 'brokerViewer', 'system']
const doers: Who[] = ['buyer', 'otherCouncil', 'broker']
const brokers: Who[] = ['broker', 'brokerViewer', 'system']

const groupRows: [string, Who[], Who[]][] = [
  ['see', allowed((who) => groupPolicy.see(who)), readers],
  ['found', allowed((who) => groupPolicy.found(who)), doers],
  ['read, as a member', allowed((who) => groupPolicy.read(who, group())), readers],
  ['read, as none', allowed((who) => groupPolicy.read(who, group({ role: null }))), brokers],
  ['read a closed one', allowed((who) => groupPolicy.read(who, group({ status: 'closed' }))), readers],
  ['join', allowed((who) => groupPolicy.join(who, group({ role: null }))), doers],
  ['join, in it already', allowed((who) => groupPolicy.join(who, group())), []],
  [
    'join by request',
    allowed((who) => groupPolicy.join(who, group({ role: null, joining: 'by-request' }))),
    [],
  ],
  ['ask', allowed((who) => groupPolicy.ask(who, group({ role: null, joining: 'by-request' }))), doers],
  ['ask an open one', allowed((who) => groupPolicy.ask(who, group({ role: null }))), []],
  ['join a closed one', allowed((who) => groupPolicy.join(who, group({ role: null, status: 'closed' }))), []],
  ['post', allowed((who) => groupPolicy.post(who, group())), doers],
  ['post, as none', allowed((who) => groupPolicy.post(who, group({ role: null }))), []],
  ['post in a closed one', allowed((who) => groupPolicy.post(who, group({ status: 'closed' }))), []],
  ['change a post', allowed((who) => groupPolicy.changePost(who, group(), shown)), ['buyer']],
  [
    'change one that was written for another organisation',
    allowed((who) => groupPolicy.changePost(who, group(), { ...shown, organisationId: 'second' })),
    [],
  ],
  [
    'change one that is hidden',
    allowed((who) => groupPolicy.changePost(who, group(), { ...shown, state: 'hidden' })),
    [],
  ],
  ['hide a post, as a member', allowed((who) => groupPolicy.hidePost(who, group(), shown)), ['broker']],
  [
    'hide a post, as an organiser',
    allowed((who) => groupPolicy.hidePost(who, group({ role: 'organiser' }), shown)),
    doers,
  ],
  [
    'hide one that is withdrawn',
    allowed((who) =>
      groupPolicy.hidePost(who, group({ role: 'organiser' }), { ...shown, state: 'withdrawn' }),
    ),
    [],
  ],
  ['organise', allowed((who) => groupPolicy.organise(who, group({ role: 'organiser' }))), doers],
  ['organise, as a member', allowed((who) => groupPolicy.organise(who, group())), []],
  [
    'organise a closed one',
    allowed((who) => groupPolicy.organise(who, group({ role: 'organiser', status: 'closed' }))),
    [],
  ],
  ['appoint, as a member', allowed((who) => groupPolicy.appoint(who, group())), ['broker']],
  ['close, as a member', allowed((who) => groupPolicy.close(who, group())), ['broker']],
  ['engage', allowed((who) => groupPolicy.engage(who, group({ role: 'organiser' }))), authorities],
  ['keep a watch', allowed((who) => watchPolicy.keep(who)), readers.filter((who) => who !== 'system')],
  ['delete a watch', allowed((who) => watchPolicy.change(who, { userId: 'council-member' })), ['buyer']],
]

const engagement = (changes: Partial<EngagementStanding> = {}): EngagementStanding => ({
  state: 'announced',
  leadId: 'council',
  authorityIds: ['council', 'third'],
  takesRegistrations: true,
  hasChallenge: false,
  group: group({ role: 'organiser' }),
  ...changes,
})
const asMember = group()
const outside = group({ role: null })
const closed = group({ role: 'organiser', status: 'closed' })
const everybody: Who[] = [
  'visitor',
  'nobodys',
  'buyer',
  'buyerViewer',
  'otherCouncil',
  'supplier',
  'supplierViewer',
  'unconfirmed',
  'otherSupplier',
  'broker',
  'brokerViewer',
  'falseBroker',
  'system',
]
type Action = keyof typeof engagementPolicy

const engagementRows: [Action, Partial<EngagementStanding>, Who[]][] = [
  ['see', {}, everybody],
  ['see', { state: 'cancelled' }, everybody],
  ['see', { state: 'planned' }, readers],
  ['see', { state: 'planned', group: outside }, brokers],
  ['change', {}, ['buyer']],
  ['change', { state: 'planned' }, ['buyer']],
  ['change', { state: 'under-way' }, []],
  ['change', { state: 'held' }, []],
  ['change', { group: closed }, []],
  ['change', { group: asMember }, []],
  ['change', { leadId: 'other-council' }, ['otherCouncil']],
  ['announce', { state: 'planned' }, ['buyer']],
  ['announce', {}, []],
  ['cancel', {}, ['buyer']],
  ['cancel', { state: 'under-way' }, []],
  ['cancel', { state: 'held' }, []],
  ['agree', {}, ['otherCouncil']],
  ['agree', { group: outside }, []],
  ['agree', { hasChallenge: true }, []],
  ['agree', { state: 'planned' }, ['otherCouncil']],
  ['agree', { state: 'under-way' }, []],
  ['agree', { state: 'held' }, []],
  ['agree', { state: 'cancelled' }, []],
  ['withdrawAgreement', {}, []],
  ['withdrawAgreement', { authorityIds: ['council', 'other-council'] }, ['otherCouncil']],
  ['withdrawAgreement', { authorityIds: ['council', 'other-council'], hasChallenge: true }, []],
  ['withdrawAgreement', { authorityIds: ['council', 'other-council'], state: 'under-way' }, []],
  ['register', {}, ['supplier', 'unconfirmed', 'otherSupplier']],
  ['register', { takesRegistrations: false }, []],
  ['register', { state: 'planned' }, []],
  ['register', { state: 'under-way' }, []],
  ['register', { state: 'held' }, []],
  ['unregister', { takesRegistrations: false }, ['supplier', 'unconfirmed', 'otherSupplier']],
  ['unregister', { state: 'under-way' }, []],
  ['seeRegistrations', {}, ['buyer', 'buyerViewer', 'broker', 'brokerViewer']],
  ['seeRegistrations', { group: outside }, ['buyer', 'buyerViewer', 'broker', 'brokerViewer']],
  ['seeRegistrations', { authorityIds: [] }, ['broker', 'brokerViewer']],
  ['publishNotes', { state: 'held' }, ['buyer']],
  ['publishNotes', { state: 'under-way' }, ['buyer']],
  ['publishNotes', { state: 'held', group: closed }, ['buyer']],
  ['publishNotes', { state: 'held', group: asMember }, []],
  ['publishNotes', { state: 'cancelled' }, []],
  ['publishNotes', {}, []],
  ['draft', {}, ['buyer']],
  ['draft', { state: 'held', group: closed }, ['buyer']],
  ['draft', { hasChallenge: true }, []],
  ['draft', { state: 'cancelled' }, []],
]

describe('who may do what in a working group', () => {
  it.each(groupRows)('%s', (_action, may, expected) => {
    expect(may).toEqual(expected)
  })
})

describe('who may do what about an early engagement', () => {
  it.each(engagementRows)('%s, where %j', (action, changes, expected) => {
    expect(allowed((who) => engagementPolicy[action](who, engagement(changes)))).toEqual(expected)
  })
})
