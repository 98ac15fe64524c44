import { DetailOutline } from '../_components/detail-outline'

export default function ActionLoading() {
  return <DetailOutline />
}
