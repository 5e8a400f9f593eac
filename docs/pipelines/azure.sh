#!/bin/sh
# Run where the managed identity is: a machine, App Service, Container Apps or AKS.
export ANTHROPIC_FEDERATION_RULE_ID="FEDERATION_RULE_ID"
export ANTHROPIC_ORGANIZATION_ID="ORGANIZATION_ID"
export ANTHROPIC_SERVICE_ACCOUNT_ID="SERVICE_ACCOUNT_ID"
export ANTHROPIC_WORKSPACE_ID="WORKSPACE_ID"
exec ant exec --audience api://8a9f0000-0000-4000-8000-0000000000a2 -- ./your-program
