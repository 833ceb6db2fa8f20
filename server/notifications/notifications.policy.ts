import type { Actor } from '../../shared/platform/actor.ts'

/** What somebody hears is their own affair. */
export const notificationsPolicy = {
  /** Whoever is signed in may mute what they can see; that they did is for nobody else to know. */
  mute: (actor: Actor): boolean => actor.kind === 'person',

  /** Whoever is signed in may have a calendar of what they follow and answer. */
  subscribe: (actor: Actor): boolean => actor.kind === 'person',
}
