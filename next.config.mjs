import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: {
    root,
    // Catalogues are compiled on the server (app/_i18n/compile.ts), so the browser needs no parser for them.
    resolveAlias: { 'use-intl/format-message': './app/_i18n/format-message.ts' },
  },
  outputFileTracingRoot: root,
  // Native or dynamically loading packages run from node_modules as they are.
  serverExternalPackages: [
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'ioredis',
    'graphile-worker',
    '@node-rs/argon2',
    'pino',
    'prom-client',
  ],
  // Pages get their headers in proxy.ts; answers of the API are never to be guessed at.
  headers: async () => [
    { source: '/api/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
  ],
}
