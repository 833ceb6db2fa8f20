import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const ids = { challengeId: z.string(), liveSessionId: z.string() }
const ofChallenge = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** The authority or a broker announced a live session; everybody concerned is told, with its calendar entry. */
export const sessionAnnounced = defineEvent({
  name: 'clarification.session-announced',
  payload: z.object(ids),
  subject: ofChallenge,
})

/** Its time, length, agenda or way of taking part was changed before it opened. */
export const sessionChanged = defineEvent({
  name: 'clarification.session-changed',
  payload: z.object(ids),
  subject: ofChallenge,
})

/** It will not take place: somebody said so, nobody opened it, or its challenge is over. */
export const sessionCancelled = defineEvent({
  name: 'clarification.session-cancelled',
  payload: z.object(ids),
  subject: ofChallenge,
})

export const sessionOpened = defineEvent({
  name: 'clarification.session-opened',
  payload: z.object(ids),
  subject: ofChallenge,
})

/** A broker replaced words of its record that must not stand in public; the reason is kept with the entry. */
export const sessionRedacted = defineEvent({
  name: 'clarification.session-redacted',
  payload: z.object({ ...ids, number: z.number().int() }),
  subject: ofChallenge,
})

/** It is over and its transcript is public. */
export const sessionClosed = defineEvent({
  name: 'clarification.session-closed',
  payload: z.object(ids),
  subject: ofChallenge,
})

/** Something was said, marked or voted in an open session; `number` is the newest entry of its record. */
export const sessionWentOn = defineEvent({
  name: 'clarification.session-went-on',
  payload: z.object({ ...ids, number: z.number().int() }),
  // Not the challenge's history: a session may have hundreds of these, and its record says what they were.
  subject: ({ liveSessionId }) => ({ kind: 'live-session', id: liveSessionId }),
})
