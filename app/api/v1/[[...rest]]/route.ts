import { nowhere } from '@/server/features/client-api/methods'

/** Whatever is no address of the client API is told so as it tells everything. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nowhere()
