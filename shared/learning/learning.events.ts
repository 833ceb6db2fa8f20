import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { consents } from './learning.schema.ts'

const person = { userId: z.string() }
const inCourse = z.object({ ...person, course: z.string() })
const about = ({ userId }: { userId: string }) => ({ kind: 'person', id: userId })
const consent = z.object({ ...person, consent: z.enum(consents) })

/** Somebody read the first lesson of a course, or tried its first exercise. */
export const courseBegun = defineEvent({ name: 'learning.course-begun', payload: inCourse, subject: about })

/** Somebody has read every lesson of a course and passed every exercise. */
export const courseCompleted = defineEvent({
  name: 'learning.course-completed',
  payload: inCourse,
  subject: about,
})

/** Somebody agreed that their authority sees their name, or that their drafts are counted. */
export const learningConsentGiven = defineEvent({
  name: 'learning.consent-given',
  payload: consent,
  subject: about,
})

/** Somebody took that back: it holds at once. */
export const learningConsentWithdrawn = defineEvent({
  name: 'learning.consent-withdrawn',
  payload: consent,
  subject: about,
})

/** Somebody had everything deleted that was kept of their learning. */
export const learningForgotten = defineEvent({
  name: 'learning.forgotten',
  payload: z.object(person),
  subject: about,
})
