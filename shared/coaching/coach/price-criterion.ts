/** True for a criterion whose title names the price: it is judged by a figure, not by words. */
export const isPriceCriterion = (title: string): boolean =>
  /^(?:\W*)(?:total |whole life |overall )?(?:price|pricing|cost|costs|commercial|money|fee|fees)\b/i.test(
    title.slice(0, 60),
  )
