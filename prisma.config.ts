import { defineConfig } from 'prisma/config'

/** For Prisma's command line only (npm run generate, npm run migrate); the application has server/config.ts. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  // `generate` runs without a database.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://none@127.0.0.1:1/none' },
})
