import { identityPolicy } from '../../server/identity/identity.policy.ts'
import { type Actor, type OrganisationKind, type Role, system, visitor } from '../../shared/platform/actor.ts'

const own = 'the-owner'
const member = (userId: string, kind: OrganisationKind, role: Role): Actor => ({
  kind: 'person',
  userId,
  organisation: { id: 'an-organisation', kind, name: 'An organisation', isVerified: true },
  role,
})

const callers: [who: string, actor: Actor, isOwner: boolean][] = [
  ['a visitor', visitor, false],
  ['the system', system, false],
  ['the owner, in no organisation', { kind: 'person', userId: own, organisation: null, role: null }, true],
  ['the owner, a buyer', member(own, 'authority', 'member'), true],
  ['the owner, who only reads', member(own, 'supplier', 'viewer'), true],
  ['a colleague', member('a-colleague', 'supplier', 'member'), false],
  ["the owner's administrator", member('an-administrator', 'supplier', 'admin'), false],
  ['a buyer', member('a-buyer', 'authority', 'admin'), false],
  ['a broker', member('a-broker', 'brokerage', 'member'), false],
  ['an administrator of the brokerage', member('a-broker', 'brokerage', 'admin'), false],
]

const things = { userId: own }

describe.each(callers)('%s', (who, actor, isOwner) => {
  it(`may ${isOwner ? '' : 'not '}change the account`, () => {
    expect(identityPolicy.change(actor, things)).toBe(isOwner)
  })
  it(`may ${isOwner ? '' : 'not '}end a sign-in of the account`, () => {
    expect(identityPolicy.endSignIn(actor, things)).toBe(isOwner)
  })
  it(`may ${isOwner ? '' : 'not '}revoke a token of the account`, () => {
    expect(identityPolicy.revokeToken(actor, things)).toBe(isOwner)
  })
  it('may register only as a visitor', () => {
    expect(identityPolicy.register(actor)).toBe(who === 'a visitor')
  })
  it('may make a token only as a person', () => {
    expect(identityPolicy.createToken(actor)).toBe(actor.kind === 'person')
  })
})

describe('an account', () => {
  it.each([
    { isEmailVerified: true, isPasswordOnly: true, signsIn: true, makesToken: true },
    { isEmailVerified: true, isPasswordOnly: false, signsIn: true, makesToken: false },
    { isEmailVerified: false, isPasswordOnly: true, signsIn: false, makesToken: false },
    { isEmailVerified: false, isPasswordOnly: false, signsIn: false, makesToken: false },
  ])('%o', ({ signsIn, makesToken, ...account }) => {
    expect(identityPolicy.signIn(account)).toBe(signsIn)
    expect(identityPolicy.createTokenByPassword(account)).toBe(makesToken)
  })

  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])('invented %s, in a demonstration %s: opens without a password %s', (isExample, isDemo, opens) => {
    expect(identityPolicy.signInByDemo({ isExample }, { isDemo })).toBe(opens)
  })
})
