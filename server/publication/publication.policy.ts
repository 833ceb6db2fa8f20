import { type Actor, belongsTo, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about a challenge. */
export interface NoticedChallenge {
  authorityId: string
  status: string
  coBuyers?: { authorityId: string; status: string }[]
}

/** Who may do what in the publication room. Open data are for everybody, and need no rule. */
export const publicationPolicy = {
  /**
   * The notices ready to file: for those who file them, viewers included, and for those who buy with them; and
   * for the brokers from the moment at which the challenge is put before them.
   */
  seeNotices: (actor: Actor, challenge: NoticedChallenge): boolean =>
    belongsTo(actor, challenge.authorityId) ||
    (challenge.coBuyers ?? []).some(
      ({ authorityId, status }) => status === 'approved' && belongsTo(actor, authorityId),
    ) ||
    (isOfBrokerage(actor) && challenge.status !== 'draft'),

  /** Which releases were kept out, over all challenges: brokers run the site. */
  seeRefused: isOfBrokerage,
}
