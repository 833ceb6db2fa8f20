import { z } from 'zod'
import { joinings } from '../../shared/groups/group.ts'
import { read, relativeTime } from './demo-files.ts'

/** An event with the market; without notes, somebody of the demonstration can still write them. */
const engagement = z.object({
  lead: z.string(),
  plannedInDays: z.int(),
  announcedInDays: z.int(),
  title: z.string(),
  learn: z.string(),
  questions: z.array(z.string()),
  start: relativeTime,
  registerBy: relativeTime,
  minutes: z.int(),
  place: z.string(),
  noNoticeReason: z.string(),
  authorities: z.array(z.string()),
  registered: z.array(z.object({ supplier: z.string(), note: z.string() })),
  notes: z.object({ inDays: z.int(), text: z.string() }).optional(),
})
export type DemoEngagement = z.output<typeof engagement>

/** A working group with its board and the engagements that it held and plans. */
const group = z.object({
  title: z.string(),
  purpose: z.string(),
  categories: z.array(z.string()),
  regions: z.array(z.string()),
  joining: z.enum(joinings),
  founder: z.string(),
  foundedInDays: z.int(),
  members: z.array(z.string()),
  /** Members who organise it besides its founder. */
  organisers: z.array(z.string()),
  posts: z.array(
    z.object({
      by: z.string(),
      inDays: z.int(),
      text: z.string(),
      /** Slugs of challenges. */
      challenges: z.array(z.string()).default([]),
      replies: z.array(z.object({ by: z.string(), text: z.string() })).default([]),
    }),
  ),
  engagements: z.array(engagement),
})
export type DemoGroup = z.output<typeof group>

/** The working groups of the demonstration's authorities. */
export const demoGroups = (): DemoGroup[] => z.array(group).parse(read('groups'))
