import { z } from 'zod'

/** What a supplier's home lists: every open challenge, or what brokers sent it. */
export const homeViews = ['open', 'sent'] as const
export const homeQuery = z.object({ show: z.enum(homeViews).catch('open') })

/** Why a challenge that closes soon is named to a supplier. */
export const closingReasons = ['draft', 'follows', 'sent', 'fits'] as const
export type ClosingReason = (typeof closingReasons)[number]

/**
 * `ranked`: scored and in order. `being-made`: no worker answered in time. `unconfirmed`: a broker has yet to
 * confirm the supplier. `says-nothing`: nothing is known of what it does. In all but the first the nearest
 * deadline comes first.
 */
export const homeStates = ['ranked', 'being-made', 'unconfirmed', 'says-nothing'] as const
export type HomeState = (typeof homeStates)[number]
