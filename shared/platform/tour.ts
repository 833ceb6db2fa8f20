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
        title: 'Courses',
        look: 'Open one and do an exercise: the coach and the advisor check what you write. You need no account, unless you want your progress kept.',
        href: '/learning',
      },
      {
        title: 'Problems on a map',
        look: 'What authorities share, by region. Choose one: the list below shows how many have the same problem, and what they would buy together.',
        href: '/problems',
      },
      {
        title: 'Asking the market first',
        look: 'Open the event that has notes: what was said is public, for firms that were there and firms that were not.',
        href: '/engagements',
      },
      {
        title: 'What came of a pilot',
        look: 'A case study that both sides agreed to: what was measured, what it cost, and how another authority does the same.',
        href: '/resources?type=case-study',
      },
      {
        title: 'What it all comes to',
        look: 'Figures of this site beside public award records. Each says how sure it is, and from how many records it was counted.',
        href: '/evidence',
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
        title: 'See what came of it',
        look: 'An older pilot. Open it and its results: readings of both sides, the reviews, the decision, and the case study.',
        href: '/challenges?q=cold+damp+flat&state=all',
      },
      {
        title: 'Another authority wants it too',
        look: 'Who asked to do what you piloted, and what was answered. The lawful ways to buy it stand on the page of the results.',
        href: '/adoptions',
      },
      {
        title: 'Who has your problem too',
        look: 'Narrow the map, then choose “Watch problems like these”: you hear of it when another authority publishes one.',
        href: '/problems?region=TLD',
      },
      {
        title: 'Your working group',
        look: 'People of four councils on one problem. Write on the board, plan an event, or see who is in it: you organise it.',
        href: '/groups',
      },
      {
        title: 'Write what was said',
        look: 'Open “Who owns the readings when a tenant moves out?”. Your council led it, and its notes are not written yet: publish them, and everybody reads them at once.',
        href: '/engagements',
      },
      {
        title: 'Your courses',
        look: 'Where you stand, and what others of your council may see of it: only what you agreed to.',
        href: '/account/learning',
      },
      {
        title: 'What you come to',
        look: 'The evidence of all, and the record of each authority: yours is linked from its page.',
        href: '/evidence',
      },
      {
        title: 'What to put out next',
        look: 'What a council bought by public record, and which of its contracts end soon: its own people begin a challenge from one. It is Doncaster’s, since public record says of none of yours when it ends.',
        href: '/authorities/DNC/record',
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
        title: 'Come to an event',
        look: 'Authorities ask the market before they buy. Open one that is to come: you are registered, and can change your note or take it back.',
        href: '/engagements',
      },
      {
        title: 'A pilot of yours',
        look: 'Open it, then its results: what was measured, what the council says of you and you of the council, and the case study that you agreed to.',
        href: '/challenges?q=cold+damp+flat&state=all',
      },
      {
        title: 'What is bought, and where',
        look: 'Which problems many authorities have, on a map, and what could be bought together.',
        href: '/problems',
      },
      {
        title: 'Learn what buyers learn',
        look: 'The same courses as theirs: read what a good outcome is before you answer one.',
        href: '/learning',
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
        title: 'Working groups',
        look: 'Read any board. You can hide a post with a reason, make somebody an organiser, or close a group that nobody keeps.',
        href: '/groups',
      },
      {
        title: 'The library',
        look: 'Open anything: brokers change its words, say when it is looked at again, and find every earlier version. The words of a measured case study are those of the two sides of its pilot; you say where it is found.',
        href: '/resources',
      },
      {
        title: 'What the marketplace comes to',
        look: 'Each figure with its method and its records, and a yearly report as a PDF.',
        href: '/evidence',
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
      {
        title: 'What came of a decision',
        look: 'A pilot that was bought, measured and looked back at: its results are public.',
        href: '/challenges?q=cold+damp+flat&state=all',
      },
      {
        title: 'Learn to judge',
        look: 'Courses with exercises. “From specification to outcome” shows what a criterion can be judged by.',
        href: '/learning',
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
