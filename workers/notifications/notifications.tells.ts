import type { EventDefinition } from '../../shared/platform/event.ts'
import { type Cause, causeOf } from '../../server/notifications/notifications.cause.ts'
import { tellOfAll } from '../../server/notifications/notifications.plan.service.ts'
import { type Happened, type ReactionHandler, whenTogether } from '../platform/handlers.ts'

/** What people are told for these events. */
export const causesOf = <Payload>(
  { name }: EventDefinition<Payload>,
  happened: Happened<Payload>[],
): Cause[] =>
  happened.map(({ payload, facts: { eventId, at, actor } }) =>
    causeOf({ _id: eventId, name, at, actor, payload }),
  )

/** Tells those whom the table of kinds names for this event. */
export function tells<Payload>(event: EventDefinition<Payload>): ReactionHandler {
  return whenTogether('notifications', event, (happened) => tellOfAll(causesOf(event, happened)))
}
