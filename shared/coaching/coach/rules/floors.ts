import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { amountsIn, apart, isAfter, isMillions } from '../vocabulary.ts'

// Money that a firm must have: a figure of its books, and beside it what makes a floor of it, or that it is judged.

/** A comparison: whatever figure stands beside it has to reach something. */
const comparing = phraseBook(
  'of at least|at or above|no less than|not less|not be less|less than|at least|minimum|exceed*|twice|double|two times|times the|times contract|greater than|in excess of|more than|higher than|equal to|below|lower than|above|or above|or more|or over|threshold|thresholds|must be positive|positive|required turnover|sufficient turnover|turnover requirement|turnover requirements|of the contract value|of contract value|of the annual contract|percentage of',
)
/** It is judged, so that it decides. */
const judging = phraseBook(
  'pass|fail|fails|failed|acceptable|unacceptable|acceptable range|must be met|be met|not met|to evaluate|evaluate|evaluated|evaluation of|assess|assessed|will be scored|will be considered|satisfy|satisfied|excluded|exclude|rejected|not proceed|considered to be',
)

const turnover = phraseBook('turnover|annual revenue|annual income of|turn over of')
const otherTurnover = phraseBook(
  'staff turnover|turnover of staff|employee turnover|tenancy turnover|void turnover|turnover of tenan*|modern slavery|blacklist*|retrospective rebate|turnover rebate|levy',
)
const byTurnover = (sentence: Sentence): Match[] => {
  if (has(sentence, otherTurnover)) return []
  const amounts = amountsIn(sentence)
  return find(sentence, turnover).filter(
    (match) =>
      near(sentence, match, comparing, 10, 10) ||
      near(sentence, match, mustHave, 8, 0) ||
      isMillions(sentence, match.last + 1) ||
      isMillions(sentence, match.last + 2) ||
      amounts.some(({ first, last }) => first <= match.last + 12 && last >= match.first - 8),
  )
}
const mustHave = phraseBook(
  'must have a|must have an|must demonstrate a|shall have a|required to have a|sufficient',
)

const namedRatios = phraseBook(
  'current ratio|quick ratio|acid test|acid test ratio|acid ratio|liquidity|liquidity ratio|gearing|gearing ratio|profitability|profitability ratio|solvency|solvency ratio|debt ratio|profit margin|operating margin|return on capital employed|interest cover|debt to equity|debt service|net worth|tangible net worth|net assets|net asset value|net current assets|net liabilities|working capital|cash reserves|shareholders funds|shareholders’ funds|balance sheet strength',
)
const anyRatio = phraseBook('ratio|ratios')
/** Ratios of another kind: of price to quality, of staff to children. */
const otherRatio = phraseBook(
  'quality|technical|staff|staffing|pupil|pupils|child|children|adult|adults|procurement exercise|price|aspect|mix|contrast|student|students|area|plot|signal',
)
const byRatio = (sentence: Sentence): Match[] => {
  const named = find(sentence, namedRatios).filter(
    (match) =>
      near(sentence, match, comparing, 8, 12) ||
      near(sentence, match, judging, 10, 12) ||
      [2, 3, 4, 5, 6].some((on) => hasFigure(sentence, match.last + on)),
  )
  const general = has(sentence, otherRatio)
    ? []
    : find(sentence, anyRatio).filter(
        (match) => near(sentence, match, comparing, 12, 12) || near(sentence, match, judging, 12, 12),
      )
  return [...named, ...general]
}
/** `Current ratio: 1.10`; the number after `Acid Test Ratio 3.` begins the next item of a list. */
const hasFigure = (sentence: Sentence, at: number): boolean => {
  const { kind, text } = tokenAt(sentence, at)
  if (kind !== 'number' || (numberOf(tokenAt(sentence, at)) ?? 1000) >= 1000) return false
  return text.includes('.') || /^(?:[:=<>≥≤-]|of|is|be|to|than)$/.test(tokenAt(sentence, at - 1).lower)
}

const profits = phraseBook(
  'made a profit|make a profit|be profitable|been profitable|made a loss|made losses|operating at a loss|pre-tax profit in|profit in at least|loss in more than',
)
const scores = phraseBook(
  'creditsafe|credit safe|dun & bradstreet|dun and bradstreet|d & b|experian|experian score|equifax|credit score|credit rating|credit reference score|rating of less|rating less than|financial score|financial rating|credit safe score|risk score|risk rating|financial risk|financial risk score|failure score|delphi score|delphi|risk of business failure score|business failure|risk indicator|graydon|moody’s|standard & poor’s|a m best|s & p rating|company watch|h-score|financial health score',
)
const scored = phraseBook(
  'or better|or higher|above average|high risk|medium risk|higher risk|high or|low risk|minimum risk|shall obtain|out of 100|below average|maximum risk',
)
const noScore = phraseBook('does not have|risk assessment|risk assessments|risk register')
const byScore = (sentence: Sentence): Match[] =>
  has(sentence, noScore)
    ? []
    : find(sentence, scores).filter(
        (match) =>
          near(sentence, match, comparing, 10, 12) ||
          near(sentence, match, scored, 10, 12) ||
          near(sentence, match, decided, 8, 12),
      )
const decided = phraseBook('acceptable|unacceptable|fail|fails|a pass|to pass|excluded|rejected|must achieve')

const standing = phraseBook(
  'economic and financial standing|economic & financial standing|financial and economic standing|financial standing|financial stability|financial viability|financial capacity|financial capability|financial strength|financial position|financial health|financial robustness|financial soundness|financial resources|financially sound|financially stable|financially viable|financially robust|balance sheet|cash flow|cashflow|economic standing',
)
const enough = phraseBook(
  'minimum|threshold|thresholds|sufficient|adequate|satisfactory|sound|robust|required level|appropriate level|sufficiently|acceptable|healthy|strong|positive|pass or fail|pass / fail|necessary',
)
const mustShow = phraseBook(
  'must be|must demonstrate|must have|shall have|shall be|must possess|need to demonstrate|should be',
)
const byStanding = (sentence: Sentence): Match[] =>
  // A question about it sets no floor.
  sentence.text.endsWith('?')
    ? []
    : find(sentence, standing).filter(
        (match) => near(sentence, match, enough, 8, 6) || isAfter(sentence, match.first, mustShow, 5),
      )

const guarantees = phraseBook(
  "parent guarantee|parent body guarantee|ultimate parent guarantee|guarantee from its parent|guarantee from their parent|guarantee from the parent|guarantee from a parent|guarantor|parent company's guarantee",
)
const parents = phraseBook('parent company|parent companies|parent undertaking')
const promise = phraseBook('guarantee|guarantees')
/** `a parent company guarantee`, `a parent company or performance guarantee`. */
const byParent = (sentence: Sentence): Match[] =>
  has(sentence, maybe)
    ? []
    : [
        ...find(sentence, parents).filter((match) => near(sentence, match, promise, 0, 4)),
        ...find(sentence, guarantees),
      ]
const maybe = phraseBook('if applicable|in the form|where applicable')

/** Where a floor of money decides who may answer. */
export function findTurnover(sentence: Sentence): Match[] {
  return apart([
    ...byTurnover(sentence),
    ...byRatio(sentence),
    ...find(sentence, profits),
    ...byScore(sentence),
    ...byStanding(sentence),
    ...byParent(sentence),
  ])
}
