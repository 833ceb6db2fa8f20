/** The longest time over which a challenge compares costs. */
export const mostLifeYears = 10

const over = (years: number): string => (years === 1 ? 'one year' : `${years} years`)

/** The price that is compared, as it is called: `Whole-life cost over 5 years`. */
export const comparedPriceName = (years: number | null | undefined): string =>
  years ? `Whole-life cost over ${over(years)}` : 'Price of the pilot'

/** What the price that is compared is made of, what it leaves out, and why it may be so. */
export const comparedPriceWords = (years: number | null | undefined): string =>
  years
    ? `The price that counts is the whole-life cost over ${over(years)}, with VAT: the price of the pilot, the cost of set-up, ${over(years)} of yearly running costs, and the cost at the end of life. It leaves out what the authority’s own people cost, what it may save, and scaling up beyond what these costs name. Nothing is discounted and no inflation is added: a pound of the last year counts as a pound of the first. Criteria may concern any stage of the life-cycle of what is bought (Procurement Act 2023 s.23(5)).`
    : 'The price is that of the pilot, with VAT.'
