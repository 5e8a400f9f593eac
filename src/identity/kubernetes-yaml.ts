import { printable } from '../printable.js';

/**
 * What gives a pod a token for one audience in a file that the kubelet renews.
 * https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 */
export function projectedVolume(audience: string): string {
  return `add a projected volume to the pod's spec, and start the pod again:
spec:
  containers:
  - name: NAME
    volumeMounts:
    - name: anthropic-token
      mountPath: /var/run/secrets/anthropic.com
      readOnly: true
  volumes:
  - name: anthropic-token
    projected:
      sources:
      - serviceAccountToken:
          audience: ${printable(audience, 200)}
          expirationSeconds: 3600
          path: token`;
}

type Grant = {
  readonly namespace: string;
  /** Whose token may be asked for. */
  readonly account: string;
  /** Who may ask: the pod's own account. */
  readonly by: string;
};

/** What lets a pod's account ask for the tokens of one account. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function tokenRole({ namespace, account, by }: Grant): string {
  return `apply this:
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ant-identity-token
  namespace: ${namespace}
rules:
- apiGroups: [""]
  resources: ["serviceaccounts/token"]
  resourceNames: ["${account}"]
  verbs: ["create"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ant-identity-token
  namespace: ${namespace}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ant-identity-token
subjects:
- kind: ServiceAccount
  name: ${by}
  namespace: ${namespace}`;
}
