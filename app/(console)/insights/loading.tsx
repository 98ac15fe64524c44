import { ListOutline } from '../_components/list-outline'

export default function InsightsLoading() {
  return <ListOutline />
}
