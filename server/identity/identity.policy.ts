import type { Actor } from '../../shared/platform/actor.ts'

const isOwn = (actor: Actor, { userId }: { userId: string }): boolean =>
  actor.kind === 'person' && actor.userId === userId

/** Who may do what with accounts. Nobody, a broker or the system included, acts on another person's. */
export const identityPolicy = {
  /** Somebody who is signed in has an account already. */
  register: (actor: Actor): boolean => actor.kind === 'visitor',

  /** An account opens once its address is shown to be its owner's. */
  signIn: (account: { isEmailVerified: boolean }): boolean => account.isEmailVerified,

  /** Name, address, password, and the organisation acted for. */
  change: (actor: Actor, account: { userId: string }): boolean => isOwn(actor, account),

  /** End a sign-in of theirs, in whatever browser. */
  endSignIn: (actor: Actor, signIn: { userId: string }): boolean => isOwn(actor, signIn),

  /** On the account page, by whoever got that far. */
  createToken: (actor: Actor): boolean => actor.kind === 'person',

  /** By e-mail and password alone: not where the account asks its owner for more. */
  createTokenByPassword: (account: { isEmailVerified: boolean; isPasswordOnly: boolean }): boolean =>
    account.isEmailVerified && account.isPasswordOnly,

  revokeToken: (actor: Actor, token: { userId: string }): boolean => isOwn(actor, token),

  /** Without a password: an invented person, in a demonstration. */
  signInByDemo: (account: { isExample: boolean }, site: { isDemo: boolean }): boolean =>
    account.isExample && site.isDemo,
}
