// The steps that a directory's layout takes at its opening, in a rotation and at its end.

import type { DirectoryPlan } from '../plan.js'
import { directClosing, directOpening, directRotation } from './direct.js'
import { closing, opening, rotation, type Step } from './steps.js'

/** How a directory is opened, rotated and closed. */
export type Layout = {
  readonly opening: readonly Step[]
  /** `later`: there has been a rotation since the opening. */
  rotation(later: boolean): readonly Step[]
  readonly closing: readonly Step[]
}

/** The layout of a plan. */
export const layoutOf = (plan: DirectoryPlan): Layout =>
  plan.layout === 'direct'
    ? {
        opening: directOpening(plan),
        rotation: () => directRotation(plan),
        closing: directClosing(plan.path),
      }
    : {
        opening: opening(plan.making),
        rotation: (later) => rotation(plan, later),
        closing: closing(plan.leaves),
      }
