/** One thing to look at in the demonstration. Sentences are for `t()`. */
export interface TourStop {
  title: string
  look: string
  /** Where it is. */
  href: string
}

/** A walk through the demonstration as one of its invented people. */
export interface Tour {
  /** Its place below `/tour`. */
  id: string
  title: string
  /** The e-mail address of the person; empty for whoever has no account. */
  email: string
  stops: readonly TourStop[]
}

/** The walks of the guided tour, each for one kind of person. */
export const tours: readonly Tour[] = [
  {
    id: 'anybody',
    title: 'Without an account',
    email: '',
    stops: [
      {
        title: 'The first page',
        look: 'What is open now stands first, with the time that is left. Choose Cymraeg above to read it in Welsh.',
        href: '/',
      },
      {
        title: 'Open challenges',
        look: 'Search and filter; each row says what comes next and by when. Open one: the outcome wanted stands before everything else.',
        href: '/challenges',
      },
      {
        title: 'The coach',
        look: 'Paste a few sentences of any specification. It marks what keeps firms out, says why, and what to write instead.',
        href: '/coach',
      },
      {
        title: 'The advisor',
        look: 'Answer its questions for a need of £60,000, then of £600,000: other routes open, each with its notices and days.',
        href: '/advisor',
      },
      {
        title: 'The library',
        look: 'What others learned. “Procurement policy doesn’t allow it” has an answer with its section of the Act.',
        href: '/resources/objections',
      },
      {
        title: 'Open data',
        look: 'Everything public is here for programs, as files, feeds and an API.',
        href: '/open-data',
      },
    ],
  },
  {
    id: 'authority',
    title: 'An officer of a council',
    email: 'amina.rahman@blackburn-with-darwen.example',
    stops: [
      {
        title: 'Your challenges',
        look: 'Each says what you do next. First steps tick themselves; hide them when you know your way.',
        href: '/your-challenges',
      },
      {
        title: 'Write a challenge',
        look: 'Begin one and leave it: it is saved. The coach stands beside each section while you write.',
        href: '/challenges/new',
      },
      {
        title: 'Answer a question',
        look: 'Open a challenge of yours that is open, and answer one question. Everybody reads the answer in the same moment, under a letter of whoever asked.',
        href: '/your-challenges?state=open',
      },
      {
        title: 'Score and decide',
        look: 'An evaluation with its panel, its scores and its ranking: nothing decides it but the criteria as they were published.',
        href: '/your-evaluations',
      },
      {
        title: 'Your inbox',
        look: 'What happened, by kind and by challenge. You choose what comes by e-mail.',
        href: '/inbox',
      },
    ],
  },
  {
    id: 'supplier',
    title: 'A small firm',
    email: 'farah.siddiqui@damson-sensing.example',
    stops: [
      {
        title: 'Challenges that fit you',
        look: 'Ranked for this firm, with the reasons and what each counts for. At the side stands what would bring more.',
        href: '/your-matches',
      },
      {
        title: 'Your profile',
        look: 'Each part says what leaving it empty costs. Change your words, and the ranking is made anew.',
        href: '/organisation/profile',
      },
      {
        title: 'Ask without giving your idea away',
        look: 'Open a challenge and ask. Others see a letter; a question that was asked already is shown before you send yours.',
        href: '/challenges?sort=newest',
      },
      {
        title: 'Your proposals',
        look: 'A draft saves itself, and nobody else can read it. Each submission has a receipt that anybody can check.',
        href: '/your-proposals',
      },
      {
        title: 'The same in Welsh',
        look: 'A supplier’s way from registering to feedback is in Welsh too, with its e-mails; what goes beyond it says that it is in English. The translation is not reviewed yet, and says so.',
        href: '/your-matches?lang=cy',
      },
    ],
  },
  {
    id: 'broker',
    title: 'A broker',
    email: 'miriam.osei@ipec-brokers.example',
    stops: [
      {
        title: 'The desk',
        look: 'One queue, the longest waiting first: challenges to read, firms to confirm, matches to weigh.',
        href: '/desk',
      },
      {
        title: 'How matches go out',
        look: 'Above one score they go out at once, below another not at all; in between a broker decides.',
        href: '/desk/matching-settings',
      },
      {
        title: 'How the ranking learns',
        look: 'Each model with its measures beside the one before. A broker chooses which is used.',
        href: '/desk/matching-models',
      },
      {
        title: 'Operations',
        look: 'What waits, what failed, and a switch that stops all changes.',
        href: '/operations',
      },
    ],
  },
  {
    id: 'evaluator',
    title: 'An evaluator',
    email: 'yasmin.qureshi@blackburn-with-darwen.example',
    stops: [
      {
        title: 'Your evaluations',
        look: 'What you are asked to judge, and what you do next in each.',
        href: '/your-evaluations',
      },
      {
        title: 'Everybody’s scores',
        look: 'Open the evaluation: you scored alone, then the panel agreed one score for each criterion, with its reason.',
        href: '/your-evaluations',
      },
    ],
  },
]

/** A walk and one stop of it, by what stands in an address; null for one that there is not. */
export function stopOf(
  id: string,
  number: string,
): { tour: Tour; stop: TourStop; number: number; last: number } | null {
  const tour = tours.find((one) => one.id === id)
  const stop = /^[1-9]\d?$/.test(number) ? tour?.stops[Number(number) - 1] : undefined
  return tour && stop ? { tour, stop, number: Number(number), last: tour.stops.length } : null
}
