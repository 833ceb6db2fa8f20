/** What so many points say of an answer; evaluators choose the words, the points follow. */
export interface ScaleLevel {
  points: number
  title: string
  meaning: string
}

export interface Scale {
  title: string
  /** From none upwards. */
  levels: readonly ScaleLevel[]
}

const none: ScaleLevel = {
  points: 0,
  title: 'Nothing to score',
  meaning: 'It is not answered, or what is said has nothing to do with the criterion.',
}

/** The scales that a buyer may choose from, each level with the words that earn it. */
export const scales = {
  'nought-to-five': {
    title: '0 to 5: six levels, for most challenges',
    levels: [
      none,
      {
        points: 1,
        title: 'Poor',
        meaning: 'It meets little of the criterion, or gives no reason to believe it.',
      },
      {
        points: 2,
        title: 'Limited',
        meaning: 'It meets part of the criterion; important parts are missing or doubtful.',
      },
      {
        points: 3,
        title: 'Acceptable',
        meaning: 'It meets the criterion in the main, with some evidence; gaps are small.',
      },
      {
        points: 4,
        title: 'Good',
        meaning: 'It meets the whole criterion with evidence; little is left open.',
      },
      {
        points: 5,
        title: 'Excellent',
        meaning:
          'It meets the whole criterion with strong evidence, and adds something that matters to the outcome.',
      },
    ],
  },
  'nought-to-three': {
    title: '0 to 3: four levels, for short proposals and first stages',
    levels: [
      none,
      {
        points: 1,
        title: 'In part',
        meaning: 'It meets part of the criterion; important parts are missing or doubtful.',
      },
      {
        points: 2,
        title: 'In the main',
        meaning: 'It meets the criterion, with some evidence; gaps are small.',
      },
      {
        points: 3,
        title: 'In full',
        meaning: 'It meets the whole criterion with evidence that leaves little open.',
      },
    ],
  },
  'nought-to-ten': {
    title: '0 to 10 in steps of two: where proposals are long and close',
    levels: [
      none,
      {
        points: 2,
        title: 'Poor',
        meaning: 'It meets little of the criterion, or gives no reason to believe it.',
      },
      {
        points: 4,
        title: 'Limited',
        meaning: 'It meets part of the criterion; important parts are missing or doubtful.',
      },
      {
        points: 6,
        title: 'Acceptable',
        meaning: 'It meets the criterion in the main, with some evidence; gaps are small.',
      },
      {
        points: 8,
        title: 'Good',
        meaning: 'It meets the whole criterion with evidence; little is left open.',
      },
      {
        points: 10,
        title: 'Excellent',
        meaning:
          'It meets the whole criterion with strong evidence, and adds something that matters to the outcome.',
      },
    ],
  },
} as const satisfies Record<string, Scale>

export const scaleNames = [
  'nought-to-five',
  'nought-to-three',
  'nought-to-ten',
] as const satisfies (keyof typeof scales)[]
export type ScaleName = (typeof scaleNames)[number]

/** A scale with the words that a buyer wrote for its levels; what is empty or absent is in ours. */
export interface ChosenScale {
  scale: ScaleName
  levels?: readonly ScaleLevel[] | undefined
}

/** The levels of a scale, from none upwards. */
export const levelsOf = ({ scale, levels = [] }: ChosenScale): readonly ScaleLevel[] =>
  scales[scale].levels.map((ours) => {
    const own = levels.find(({ points }) => points === ours.points)
    return { points: ours.points, title: own?.title || ours.title, meaning: own?.meaning || ours.meaning }
  })

/** The points of the highest level. */
export const mostPoints = (scale: ScaleName): number =>
  levelsOf({ scale }).reduce((most, { points }) => Math.max(most, points), 0)

/** The level that earns so many points; undefined if there is none. */
export const levelAt = (chosen: ChosenScale, points: number): ScaleLevel | undefined =>
  levelsOf(chosen).find((level) => level.points === points)
