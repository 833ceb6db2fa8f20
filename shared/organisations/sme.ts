/** The two figures of the test, with the day from which they were true; newest first. */
const limits = [
  // Procurement Act 2023 s.123(1), "small and medium-sized enterprises".
  {
    from: '2025-02-24',
    staffBelow: 250,
    turnoverPence: 44_000_000_00,
    balanceSheetPence: 38_000_000_00,
  },
]

export interface SizeFacts {
  staff: number | null
  turnoverPence: number | null
  balanceSheetPence: number | null
}

/**
 * The SME test of the Procurement Act 2023 (s.123): fewer than 250 staff, and a turnover of at most £44m
 * or a balance sheet total of at most £38m.
 * @returns null while the figures given do not decide it.
 */
export function isSmallOrMedium({ staff, turnoverPence, balanceSheetPence }: SizeFacts): boolean | null {
  const limit = limits[0]
  if (!limit) return null
  if (staff !== null && staff >= limit.staffBelow) return false
  const isLowTurnover = turnoverPence === null ? null : turnoverPence <= limit.turnoverPence
  const isLowBalance = balanceSheetPence === null ? null : balanceSheetPence <= limit.balanceSheetPence
  if (isLowTurnover === false && isLowBalance === false) return false
  if (staff === null) return null
  return isLowTurnover || isLowBalance ? true : null
}
