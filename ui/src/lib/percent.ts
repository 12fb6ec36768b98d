import { currentLocale } from './i18n'

export const percent = (share: number, digits = 0): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: digits }).format(share)
