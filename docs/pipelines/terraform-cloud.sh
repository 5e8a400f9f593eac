#!/bin/sh
# A hook of your agents, and a variable of the workspace: TFC_WORKLOAD_IDENTITY_AUDIENCE_ANTHROPIC=https://api.anthropic.com
export ANTHROPIC_FEDERATION_RULE_ID="FEDERATION_RULE_ID"
export ANTHROPIC_ORGANIZATION_ID="ORGANIZATION_ID"
export ANTHROPIC_SERVICE_ACCOUNT_ID="SERVICE_ACCOUNT_ID"
export ANTHROPIC_WORKSPACE_ID="WORKSPACE_ID"
exec ant exec --source terraform-cloud -- ./your-program
