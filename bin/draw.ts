import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/platform/paths.ts'
import { drawLifeCycle } from '../shared/challenges/life-cycle-drawing.ts'
import { drawKinds } from '../shared/notifications/kinds-table.ts'

// The drawings in docs/ that are made from tables, so that they can't say anything else.
writeFileSync(join(projectRoot, 'docs/life-cycle.md'), drawLifeCycle())
writeFileSync(join(projectRoot, 'docs/notifications.md'), drawKinds())
