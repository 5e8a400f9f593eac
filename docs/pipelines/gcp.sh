#!/bin/sh
# Run as the service account, on Compute Engine, Cloud Run or GKE.
export ANTHROPIC_FEDERATION_RULE_ID="FEDERATION_RULE_ID"
export ANTHROPIC_ORGANIZATION_ID="ORGANIZATION_ID"
export ANTHROPIC_SERVICE_ACCOUNT_ID="SERVICE_ACCOUNT_ID"
export ANTHROPIC_WORKSPACE_ID="WORKSPACE_ID"
exec ant exec --source gcp -- ./your-program
