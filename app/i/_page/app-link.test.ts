import { expect, test } from 'vitest'
import { appHref } from './app-link'

const CODE = '7K3M9QXTAB4C'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'
const getUrl = 'https://example.org/get?a=1&b=2'

test.each([
  [{ link: undefined, getUrl }, IPHONE, null],
  [{ link: 'chat://join/{code}', getUrl }, IPHONE, `chat://join/${CODE}`],
  [{ link: 'chat://join/{code}', getUrl: undefined }, ANDROID, `chat://join/${CODE}`],
  [
    { link: 'chat://join/{code}', getUrl },
    ANDROID,
    `intent://join/${CODE}#Intent;scheme=chat;S.browser_fallback_url=https%3A%2F%2Fexample.org%2Fget%3Fa%3D1%26b%3D2;end`,
  ],
  [
    { link: 'https://app.example.org/i/{code}?c={code}', getUrl },
    ANDROID,
    `https://app.example.org/i/${CODE}?c=${CODE}`,
  ],
  [{ link: 'chat:{code}', getUrl }, ANDROID, `chat:${CODE}`],
  [{ link: 'chat://join/{code}', getUrl }, null, `chat://join/${CODE}`],
])('%j in %s opens %s', (app, userAgent, expected) => {
  expect(appHref(app, CODE, userAgent)).toBe(expected)
})
