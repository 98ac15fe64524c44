import { expect, test } from 'vitest'
import { config } from '@/proxy'

const [matcher = ''] = config.matcher
const isMatched = (path: string) => new RegExp(`^${matcher}$`).test(path)

test.each(['/', '/review', '/insights', '/i', '/i/', '/i/CODE/other', '/i/CODE/report/more', '/groups/api'])(
  'the page %s gets the policy of the console',
  (path) => expect(isMatched(path)).toBe(true),
)

test.each(['/i/7K3M9QXTAB4C', '/i/7k3m-9qxt/report', '/api/v1/docs', '/_next/static/x.js', '/favicon.ico'])(
  '%s has its own, or needs none',
  (path) => expect(isMatched(path)).toBe(false),
)
