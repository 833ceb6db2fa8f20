import type { NoticeKind } from './kind.ts'

/** What a supplier is asked about its proposal while it is evaluated; nobody else is told. */
export const proposalQuestionKinds: readonly NoticeKind[] = [
  {
    name: 'proposal-question-asked',
    event: 'evaluation.proposal-question-asked',
    to: ['supplier'],
    label: 'The buyer asks what a proposal of yours means',
    title: 'A question about your proposal: {challenge}',
    body: '{authority} asks what your proposal means. The page says until when you can answer. No other supplier is told.',
    link: '/proposals/{proposalId}/questions',
    email: 'at-once',
    evenMuted: 'everybody',
  },
]

/** From the decision to the contract: what suppliers are told, all at the same instant, and everybody. */
export const feedbackKinds: readonly NoticeKind[] = [
  {
    name: 'feedback-released',
    event: 'evaluation.feedback-released',
    to: ['supplier'],
    label: 'The feedback on a proposal of yours was sent',
    title: 'Feedback on your proposal: {challenge}',
    body: '{authority} has decided, and says how your proposal was scored and why. Every supplier can read its own from the same instant on.',
    link: '/proposals/{proposalId}/feedback',
    email: 'at-once',
    evenMuted: 'everybody',
  },
  {
    name: 'feedback-question-answered',
    event: 'evaluation.feedback-question-answered',
    to: ['supplier'],
    label: 'Your question about your feedback was answered',
    title: 'Answered: your question about the feedback on {challenge}',
    body: 'The answer of {authority} is on the page of your feedback, for your firm alone.',
    link: '/proposals/{proposalId}/feedback',
    email: 'at-once',
    evenMuted: 'everybody',
  },
]

/** The same for everybody who has to do with the challenge. */
export const awardKinds: readonly NoticeKind[] = [
  {
    name: 'award-published',
    event: 'evaluation.award-published',
    to: ['concerned'],
    label: 'The award of a challenge was published',
    title: 'Awarded: {challenge}',
    body: '{authority} has published who gets the contract, for how much, and until when the standstill lasts.',
    link: '/challenges/{challengeId}/award',
    email: 'at-once',
    evenMuted: 'proposers',
  },
  {
    name: 'not-awarded',
    event: 'evaluation.not-awarded',
    to: ['concerned'],
    label: 'A challenge ended without an award',
    title: 'Not awarded: {challenge}',
    body: '{authority} awards no contract. The page gives the reason.',
    link: '/challenges/{challengeId}/award',
    email: 'at-once',
    evenMuted: 'proposers',
  },
]

/** What waits for the buyers between decision and contract. */
export const awardDutyKinds: readonly NoticeKind[] = [
  {
    name: 'proposal-question-answered',
    event: 'evaluation.proposal-question-answered',
    to: ['authority'],
    label: 'A supplier answered what you asked about its proposal',
    title: 'Answered: a question about a proposal for {challenge}',
    body: 'A supplier answered what it was asked about its proposal. Whoever declared their interests can read it beside the proposal.',
    link: '/challenges/{challengeId}/evaluation',
    email: 'at-once',
    isDiscreet: true,
  },
  {
    name: 'feedback-question-asked',
    event: 'evaluation.feedback-question-asked',
    to: ['authority'],
    label: 'A supplier asked about its feedback',
    title: 'A question about the feedback on {challenge}',
    body: 'A supplier asked about its feedback. Whoever declared their interests can read it; your answer goes to that supplier alone.',
    link: '/challenges/{challengeId}/evaluation',
    email: 'at-once',
    isDiscreet: true,
  },
  {
    name: 'standstill-ends',
    event: 'notifications.standstill-ends',
    to: ['authority'],
    label: 'The standstill of an award of yours ends',
    title: 'The standstill ends: {challenge}',
    body: 'It lasts until the end of {deadline}. After that the contract can be entered into and recorded.',
    link: '/challenges/{challengeId}/evaluation',
    email: 'at-once',
    evenMuted: 'everybody',
  },
  {
    name: 'contract-notice-due',
    event: 'notifications.contract-notice-due',
    to: ['authority'],
    label: 'A contract details notice (UK7) of yours is due',
    title: 'Due {deadline}: the contract details notice of {challenge}',
    body: 'Publish the contract details notice (UK7) on the central digital platform and record its number.',
    link: '/challenges/{challengeId}/evaluation',
    email: 'at-once',
    evenMuted: 'everybody',
  },
]
