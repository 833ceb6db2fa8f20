import type { Actor } from '../../shared/platform/actor.ts'

/** What somebody hears is their own affair. */
export const notificationsPolicy = {
  /** Whoever is signed in may mute what they can see; that they did is for nobody else to know. */
  mute: (actor: Actor): boolean => actor.kind === 'person',

  /** Shared mailboxes and webhooks carry the organisation's name and news: its administrators, once it is confirmed. */
  manageChannels: (actor: Actor): boolean =>
    actor.kind === 'person' && actor.role === 'admin' && actor.organisation?.isVerified === true,

  /** Whoever is signed in may have their own address tried again. */
  askReach: (actor: Actor): boolean => actor.kind === 'person',

  /** Whoever is signed in may have a calendar of what they follow and answer. */
  subscribe: (actor: Actor): boolean => actor.kind === 'person',
}
