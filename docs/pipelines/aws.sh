#!/bin/sh
# Run as the role, on Lambda, EC2, ECS or EKS.
export ANTHROPIC_FEDERATION_RULE_ID="FEDERATION_RULE_ID"
export ANTHROPIC_ORGANIZATION_ID="ORGANIZATION_ID"
export ANTHROPIC_SERVICE_ACCOUNT_ID="SERVICE_ACCOUNT_ID"
export ANTHROPIC_WORKSPACE_ID="WORKSPACE_ID"
ANTHROPIC_AUTH_TOKEN=$(ant federation exchange --source aws --access-token) || exit
export ANTHROPIC_AUTH_TOKEN
exec ./your-program
