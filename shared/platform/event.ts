import type { z } from 'zod'

/** What happened, in the past tense: the contract between the room that tells and the rooms that listen. */
export interface EventDefinition<Payload = unknown> {
  /** `room.what-happened`; never renamed, since old events keep it for ever. */
  name: string
  payload: z.ZodType<Payload>
  /** The thing the event is about, as `{ kind, id }`, so that its history can be listed. */
  subject: (payload: Payload) => { kind: string; id: string }
}

/** Declares an event. Payloads carry ids and small facts, never texts that only some may read. */
export function defineEvent<Payload>(definition: EventDefinition<Payload>): EventDefinition<Payload> {
  return definition
}
