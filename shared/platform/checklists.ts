/** Who begins: an officer of an authority, somebody of a supplier, a broker, an evaluator. */
export const beginners = ['authority', 'supplier', 'brokerage', 'evaluator'] as const
export type Beginner = (typeof beginners)[number]

/** One first step; `id` names the fact that shows that it is done. Sentences are for `t()`. */
export interface FirstStep {
  id: string
  title: string
  why: string
  href: string
}

const told: FirstStep = {
  id: 'choices',
  title: 'Choose what you are told',
  why: 'Some news you want at once, some once a day, some never.',
  href: '/account/notifications',
}
const colleague: FirstStep = {
  id: 'colleague',
  title: 'Invite a colleague',
  why: 'Somebody can go on when you are away.',
  href: '/organisation',
}

/** The first steps of each, in the order in which they help most. */
export const firstSteps: Record<Beginner, readonly FirstStep[]> = {
  supplier: [
    {
      id: 'about',
      title: 'Say what you do',
      why: 'Challenges are matched with your words.',
      href: '/organisation/profile/about',
    },
    {
      id: 'categories',
      title: 'Choose your categories',
      why: 'They name the field that you work in.',
      href: '/organisation/profile/categories',
    },
    {
      id: 'regions',
      title: 'Choose your regions',
      why: 'Being near counts, and you hear of what is near.',
      href: '/organisation/profile/regions',
    },
    {
      id: 'search',
      title: 'Save a search',
      why: 'You are told of each new challenge that it finds.',
      href: '/challenges',
    },
    told,
    colleague,
  ],
  authority: [
    {
      id: 'draft',
      title: 'Begin your first challenge',
      why: 'Say what has to change, who has the problem and how you will see that it is solved. It saves itself.',
      href: '/challenges/new',
    },
    {
      id: 'route',
      title: 'Choose a route for a challenge',
      why: 'The advisor shows what the law leaves open, and makes a plan with dates of it.',
      href: '/your-challenges',
    },
    {
      id: 'submit',
      title: 'Send a challenge to the brokers',
      why: 'One of them reads it, and publishes it or returns it with comments.',
      href: '/your-challenges',
    },
    told,
    colleague,
  ],
  brokerage: [
    {
      id: 'review',
      title: 'Read a challenge, and publish or return it',
      why: 'Nothing is public before a broker has read it.',
      href: '/desk',
    },
    {
      id: 'confirm',
      title: 'Confirm an organisation',
      why: 'Its people can draft, but not publish or submit, before you have.',
      href: '/desk',
    },
    {
      id: 'match',
      title: 'Approve a match, or decline it with a reason',
      why: 'Suppliers hear of a challenge by it, and reasons make the next ranking better.',
      href: '/desk',
    },
    {
      id: 'library',
      title: 'Add something to the library',
      why: 'What others learned helps whoever writes the next challenge.',
      href: '/resources/new',
    },
    told,
  ],
  evaluator: [
    {
      id: 'panel',
      title: 'Join a panel',
      why: 'An authority invites you. Each evaluation stands on this page from then on.',
      href: '/help/evaluate',
    },
    {
      id: 'declare',
      title: 'Declare your interests',
      why: 'You see nothing of the proposals before.',
      href: '/your-evaluations',
    },
    {
      id: 'scores',
      title: 'Submit your scores',
      why: 'You score alone. You see the others’ once everybody’s are in.',
      href: '/your-evaluations',
    },
    told,
  ],
}

/** A first step with whether it is done. */
export interface CheckedStep extends FirstStep {
  isDone: boolean
}

/** The first steps as far as they are done; null once all of them are: then nobody needs the list. */
export function checklist(
  who: Beginner,
  facts: Readonly<Record<string, boolean>>,
): { steps: CheckedStep[]; done: number } | null {
  const steps = firstSteps[who].map((step) => ({ ...step, isDone: facts[step.id] === true }))
  const done = steps.filter(({ isDone }) => isDone).length
  return done === steps.length ? null : { steps, done }
}
