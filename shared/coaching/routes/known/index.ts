import type { Route } from '../route.ts'
import { belowThreshold } from './below-threshold.ts'
import { belowThresholdReserved } from './below-threshold-reserved.ts'
import { challengePrize } from './challenge-prize.ts'
import { designContest } from './design-contest.ts'
import { dialogue } from './dialogue.ts'
import { dynamicMarket } from './dynamic-market.ts'
import { engagement } from './engagement.ts'
import { framework } from './framework.ts'
import { innovationPartnership } from './innovation-partnership.ts'
import { open } from './open.ts'
import { prototypeDirectAward } from './prototype-direct-award.ts'
import { repeatAward } from './repeat-award.ts'
import { researchServices } from './research-services.ts'
import { stagedPilots } from './staged-pilots.ts'

/** Every route that the advisor knows, in the order in which equals are shown. */
export const knownRoutes: readonly Route[] = [
  belowThreshold,
  belowThresholdReserved,
  stagedPilots,
  innovationPartnership,
  dialogue,
  designContest,
  challengePrize,
  open,
  researchServices,
  prototypeDirectAward,
  repeatAward,
  dynamicMarket,
  framework,
  engagement,
]
