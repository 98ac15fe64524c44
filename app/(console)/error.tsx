'use client'

import { PageFailed } from '@/app/_parts/page-failed'

export default PageFailed
