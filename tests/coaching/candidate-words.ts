/**
 * Generous searches that find sentences worth reading for each rule of the coach. They choose what is read, never
 * what a label says. No search for `sentence-long`: enough of those come by themselves.
 */
export const candidateWords: Record<string, RegExp> = {
  'audited-accounts': /\b(audited|accounts|balance sheet|financial statements)\b/i,
  'turnover-floor':
    /\b(turnover|liquidity|current ratio|acid test|credit (score|rating)|financial standing)\b/i,
  'insurance-before-award': /\b(insurances?|indemnity|insured)\b/i,
  'experience-years':
    /\b((three|five|two|ten|\d+)\W+(\w+\W+)?(years|examples|contracts|case studies)\b.*\b(experience|similar|provided|delivered|carried|last|past|previous)|experience of at least|minimum of \w+ years|examples? of)\b/i,
  'worked-for-us':
    /\b(experience|track record|worked|working|history|local(ly)? based|local (firms?|suppliers?|contractors?|business\w*))\b.*\b(public sector|council|local authorit\w+|NHS|authority|local(ly)?|school|housing association)\b|\blocal (firms?|suppliers?|contractors?|business\w*)\b/i,
  'standard-without-equivalent':
    /\b(BS ?(EN)?|ISO|PAS|BSI|British Standards?|EN ?\d+|accredit\w+|certifi\w+|CHAS|SSIP|Constructionline|NICEIC|Gas ?Safe|Cyber Essentials|UKAS|registered with|kitemark|SIA|CQC)\b/i,
  'brand-named':
    /\b(Mercedes|Ford|JCB|Scania|DAF|Dennis|Volvo|Microsoft|Oracle|Cisco|Dell|HP|Apple|SAP|VMware|Adobe|Google|Citrix|Johnston|Scarab|Vauxhall|Renault|Iveco|Kubota|John Deere|Toyota|Bobcat|Siemens|branded?|manufactur\w+|model|licen[cs]es?|or equivalent|proprietary|software)\b/i,
  'one-firm':
    /\b(sole|only (supplier|provider|firm|company|contractor)|incumbent|proprietary|exclusive\w*|existing (supplier|provider|contractor|system|platform)|compatib\w+|integrat\w+ with|without prior publication|direct award|single tender|unique|copyright|technical reasons|original (supplier|manufacturer))\b/i,
  'price-dominant':
    /\b(\d+ ?%.{0,25}(price|cost)|(price|cost)\W.{0,25}\d+ ?%|lowest|cheapest|price only|price alone|solely on|commercial.{0,20}\d+ ?%)/i,
  'criteria-vague':
    /\b(award criteri\w+|criteria|value for money|most economically advantageous|MEAT|best (fit|value)|evaluat\w+|quality of|assessed|reputable|scor(e|ed|ing))\b/i,
  'design-described':
    /\b(\d+(\.\d+)? ?(mm|cm|m2|sqm|kg|kw|cc|litres?|tonnes?|seats?|seater|inch|volts?|GB|hp|metres?|m|ton|bhp)|colou?r|steel|timber|oak|aluminium|galvanised|painted|tarmac|upvc|diameter|thickness|width|height)\b/i,
  'input-specified':
    /\b(\d+(\.\d+)?|one|two|three|four|five|six|full|part|weekly|daily|monthly|annual\w*|quarterly|minimum of)\b.{0,20}\b(hours?|days?|staff|FTE|officers?|visits?|times|sessions?|vehicles?|operatives?|crews?|inspections?|week|places|units|meetings|workers|servic(e|ing))\b/i,
  'solution-named':
    /\b(shall|must|required?|requires|requirement|need to|seeking|looking for|procure|should)\b.*\b(system|software|platform|app|portal|cloud|hosted|SaaS|database|website|web-based|CRM|API|solution|digital|online|electronic|technology|device|network|AI|module)\b/i,
  'acronym-unexplained': /\b(?!UKRI|UK\b|EPSRC|NERC|STFC|AHRC|ESRC|BBSRC|MRC)[A-Z]{3,6}s?\b/,
  jargon:
    /\b(pursuant|hereby|herein\w*|aforement\w+|utilis\w+|economic operators?|call[- ]?offs?|mini-competition|in accordance with|without prior|thereof|thereto|whereby|ESPD|prior to|lotted|DPS|dynamic purchasing|expressions? of interest|regulation \d+|notwithstanding|mutatis|inter alia|in respect of|TUPE|novat\w+|deemed|PIN)\b/i,
  'gendered-or-excluding':
    /\b(he|his|him|himself|she|her|chairman|manpower|man-hours?|manned|workmanship|craftsmen|workmen|tradesm[ae]n|foreman|elderly|disabled|able[- ]bodied|suffer\w*|victims?|handicap\w*|wheelchair|blind|vulnerable|old people|mentally|addicts?|homeless|hard to reach|ethnic|blacklist\w*|whitelist\w*|native|substance misuse|bame|ball park|housewi\w+|postm[ae]n|layman)\b/i,
  'personal-data':
    /@|\b0\d{2,4}[ )-]*\d{3}[ -]?\d{3,4}\b|\+44|\b(Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z]|\b(contact|telephone|tel|e-?mail|phone|call)\b/i,
  secret:
    /\b(passwords?|passcode|access code|token=|api key|pin code|log-?in|user ?name|secret key|https?:\/\/\S{60,})/i,
}

/** Wider searches of the second draw, for rules whose own words find nothing more. */
export const widerWords: Record<string, RegExp> = {
  'worked-for-us': /\b(experience\w*|track record|local(ly)?|previous(ly)?)\b/i,
  'price-dominant': /\b(price|prices|pricing|cost)\b|\d ?%/i,
  'criteria-vague':
    /\b(award(ed|ing)?|weight\w*|tender)\b.*\b(quality|price|cost|best|criteria|basis|based)\b/i,
}
