// Schemes, registers, ratings and cards by name: whoever demands one demands it by name, law or not. Names that are
// an acronym beside "accredited", "membership" and their like needn't be here: `standards.ts` knows those by grammar.

const safety =
  'chas|constructionline|safecontractor|safe contractor|considerate constructors|ssip accredited|ssip registered|ssip scheme|achilles|risqs|fors|cscs|ecs card|cpcs|skills card|ipaf|pasma|iosh|nebosh|smsts|sssts|ukata|irata|arca member|lantra|nptc|streetworks card|street works qualification|nrswa accredited|nrswa qualified|first aid at work'
const trades =
  'niceic|napit|oftec|hetas|fensa|certass|trustmark|hapas|bafe|ssaib|nsi gold|nsi silver|lps 1175|loss prevention certification board|lpcb|bba certificate|bba certified|bba approved|refcom|f-gas certified|f-gas qualified|f-gas registered|f gas qualified|f-gas certification|f gas certified|fgas registered|mcs certified|mcs accredited|competent person scheme|approved contractor scheme|master builders|nhbc|secured by design|british board of agrément|fsc certified|pefc|british woodworking federation|certifire'
const people =
  'bpss|baseline personnel security standard|sc clearance|sc cleared|dv clearance|nppv|police vetting|security vetting|security clearance|counter terrorist check|frics|mrics|mciob|fciob|mrtpi|mcips|cmli|riba chartered|chartered institute|chartered institution|royal institution of chartered surveyors|royal institute of british architects|royal town planning institute|landscape institute|pgce|cert ed|nvq|svq|city & guilds|city and guilds|btec|national vocational qualification|certificate of professional competence|sia approved'
const bodies = "waste carrier's licence|licence number|approved by ofsted"
const quality =
  'british standard|british standards|wcag|pci dss|pci-dss|pci compliant|protection toolkit|dsp toolkit|cyber essentials plus|cyber essentials|kitemark|investors in people|iso certified|iso certification|iso accreditation|iso accredited|iso standards|bsi accredit*|ukas accredited|ukas accreditation|ukas certified|ce marked|ce marking|ukca marked|ukca marking|red tractor|soil association|msc certified|rspca assured|fairtrade certified|food for life|breeam|passivhaus|energy star|living wage accredited|disability confident|green flag standard|green dragon|eco-management and audit|emas|prince2|itil|tier iii data centre|soc 2|csa star|snomed|dtac|dcb0129|sport england guidance|fifa quality|bs kitemark'

/**
 * What a law demands by this very name of whoever does such work: "or equivalent" would be wrong beside it, where it
 * is what the law means.
 */
export const statutoryNames =
  'gas safe|pvg membership|(pvg) membership|pvg registered|be pvg|pvg scheme|disclosure scotland|dbs checked|dbs check|dbs checks|dbs clearance|dbs disclosure|dbs certificate|enhanced dbs|enhanced disclosure|disclosure and barring|sssc|hcpc|nmc registered|gmc registered|nmc registration|gmc registration|social work england|arb registered|qualified teacher status|firearms certificate|door supervisor licence|driver cpc|cpc holder|sia licensed|sia licence|sia licences|security industry authority|driver qualification card|registration with companies house|registered with companies house|registered at companies house|ico registered|ico registration|registered with the information commissioner|registered with the ico|waste carrier licence|waste carriers licence|waste carrier registration|registered waste carrier|licensed waste carrier|waste management licence|operator’s licence|operator licence|operators licence|o licence|psv licence|private hire licence|fca authorised|fca regulated|financial conduct authority|solicitors regulation authority|sra regulated|cqc registered|cqc registration|care quality commission|registered with ofsted|ofsted registered|care inspectorate|care inspectorate wales|mhra licence'

/** Schemes by name, parted by `|`. */
export const schemeNames: string = [safety, trades, people, bodies, quality, statutoryNames].join('|')
