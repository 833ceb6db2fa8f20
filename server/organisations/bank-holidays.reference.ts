import { readReference } from './reference-file.ts'

/** A day on which a part of the UK does not work (Procurement Act 2023 s.123 counts those of any part). */
export interface BankHoliday {
  division: string
  /** `2026-12-25` */
  date: string
  title: string
}

let holidays: BankHoliday[] | undefined

/** The bank holidays of the three divisions, 2019 to 2028, read on first use and kept. */
export function bankHolidays(): BankHoliday[] {
  holidays ??= readReference('uk_bank_holidays').map(({ division = '', date = '', title = '' }) => ({
    division,
    date,
    title,
  }))
  return holidays
}
