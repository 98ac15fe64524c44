import { ListOutline } from '../../_components/list-outline'

export default function ReportsLoading() {
  return <ListOutline />
}
