import { z } from 'zod'
import { joinings } from '../../shared/groups/group.ts'
import { read, relativeTime } from './demo-files.ts'

/** A working group with its board and an engagement that it plans. */
const group = z.object({
  title: z.string(),
  purpose: z.string(),
  categories: z.array(z.string()),
  regions: z.array(z.string()),
  joining: z.enum(joinings),
  founder: z.string(),
  members: z.array(z.string()),
  posts: z.array(
    z.object({
      by: z.string(),
      text: z.string(),
      /** Slugs of challenges. */
      challenges: z.array(z.string()).default([]),
      replies: z.array(z.object({ by: z.string(), text: z.string() })).default([]),
    }),
  ),
  engagement: z.object({
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
  }),
})
export type DemoGroup = z.output<typeof group>

/** The working groups of the demonstration's authorities. */
export const demoGroups = (): DemoGroup[] => z.array(group).parse(read('groups'))
