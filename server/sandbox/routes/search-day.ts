import { argsError } from '../wire/errors'

/** The start of a UTC day in ms; undefined when none is asked for. Throws 1001 for anything but a day as YYYY-MM-DD. */
export function startOfDay(sendTime: string): number | undefined {
  if (!sendTime) return undefined
  const complaint = complaintOf(sendTime)
  if (complaint === undefined) return Date.parse(`${sendTime}T00:00:00Z`)
  const cause = `parsing time "${sendTime}"${complaint}`
  throw argsError(`invalid sendTime, req=${sendTime}, format=2006-01-02, cause=${cause}`)
}

/** The parts of a day as Go's time.Parse takes them one after the other, and as what it names them. */
const PARTS = [
  { form: /^\d{4}/, named: '2006' },
  { form: /^-/, named: '-' },
  { form: /^\d{2}/, named: '01' },
  { form: /^-/, named: '-' },
  { form: /^\d{2}/, named: '02' },
]

/** What Go's time.Parse says about the first part that does not fit. */
function complaintOf(value: string): string | undefined {
  const found: number[] = []
  let rest = value
  for (const { form, named } of PARTS) {
    const part = form.exec(rest)?.[0]
    if (part === undefined) return ` as "2006-01-02": cannot parse "${rest}" as "${named}"`
    if (named === '01' && (part === '00' || Number(part) > 12)) return ': month out of range'
    if (part !== '-') found.push(Number(part))
    rest = rest.slice(part.length)
  }
  if (rest) return `: extra text: "${rest}"`
  const [year = 0, month = 0, day = 0] = found
  return day < 1 || day > daysIn(year, month) ? ': day out of range' : undefined
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
