import { HealthOutline } from './_components/health-outline'

export default function HealthLoading() {
  return <HealthOutline />
}
